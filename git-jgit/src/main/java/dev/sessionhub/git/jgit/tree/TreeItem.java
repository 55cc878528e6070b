package dev.sessionhub.git.jgit.tree;

import dev.sessionhub.git.jgit.index.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A name's meaning in a tree.
 *
 * @param mode what it is
 * @param id its content
 */
public record TreeItem(FileMode mode, ObjectId id) {}
