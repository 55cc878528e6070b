package dev.sessionhub.git.jgit.index;

/** What a tree or an index says of a file besides its content. */
public enum FileMode {
    /** An ordinary file. */
    REGULAR(0100644),
    /** A program. */
    EXECUTABLE(0100755),
    /** A symbolic link. */
    LINK(0120000),
    /** A directory, in trees only. */
    TREE(0040000),
    /** A commit of another repository. */
    SUBMODULE(0160000);

    private final int bits;

    FileMode(int bits) {
        this.bits = bits;
    }

    /** The mode these bits mean; historic permissions count as the nearest of today's. */
    public static FileMode of(int bits) {
        return switch (bits & 0170000) {
            case 0120000 -> LINK;
            case 0040000 -> TREE;
            case 0160000 -> SUBMODULE;
            default -> (bits & 0100) != 0 ? EXECUTABLE : REGULAR;
        };
    }

    public int bits() {
        return bits;
    }

    public String octal() {
        return Integer.toOctalString(bits | 01000000).substring(1);
    }

    public boolean isFile() {
        return this == REGULAR || this == EXECUTABLE;
    }

    /** Whether going from one to the other is more than a permission. */
    public boolean otherKindThan(FileMode other) {
        return this != other && !(isFile() && other.isFile());
    }
}
