package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An agent that does its worst in an isolated session, with native git as its tool. Whatever the hub then does with that
 * session: no program of the agent runs on the hub's machine, nothing outside the session changes but its branch, nothing
 * outside is told, and the answers are right or refusals.
 */
class HostileAgentTest extends SessionTest {

    private static final String SECRET = "the-vaults-secret";

    private Path repository;
    private Path vault;
    private Outside outside;

    @Override
    @BeforeEach
    void open() throws IOException {
        Bubblewrap.require();
        repository = home.resolve("repository");
        vault = Repositories.sample(home.resolve("vault"));
        Files.writeString(vault.resolve("secret"), SECRET + "\n");
        Repositories.git(vault, "add", ".");
        Repositories.git(vault, "commit", "-q", "-m", "secret");
        outside = new Outside(repository, vault);
        hub = new TestHub(database, home, Killer.none(), Clock.systemUTC(), Bubblewrap::new);
    }

    @Test
    void programs_that_git_would_run_run_nowhere_but_in_the_session() throws IOException {
        Attack attack = attack();
        String planted = attack.plant("""
                run="touch %1$s 2>/dev/null; cat"
                printf '#!/bin/sh\\ntouch %1$s\\n' > evil; chmod +x evil; mkdir -p /hub/git/hooks
                for hook in applypatch-msg pre-applypatch pre-commit pre-merge-commit prepare-commit-msg commit-msg \\
                    post-commit pre-rebase post-checkout post-merge pre-push pre-receive update proc-receive \\
                    post-receive post-update reference-transaction push-to-checkout pre-auto-gc post-rewrite \\
                    fsmonitor-watchman post-index-change; do cp evil /hub/git/hooks/$hook; done
                printf '[core]\\n\\tpager = %2$s\\n[diff]\\n\\texternal = %2$s\\n' > /hub/git/more
                printf '* filter=evil diff=evil merge=evil ident\\n' > .gitattributes
                cp .gitattributes /hub/git/info/attributes
                git -c core.hooksPath=/dev/null add -A; git -c core.hooksPath=/dev/null commit -qm planted
                for key in core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy \\
                    core.alternateRefsCommand diff.external diff.evil.command diff.evil.textconv filter.evil.clean \\
                    filter.evil.smudge filter.evil.process merge.evil.driver credential.helper gpg.program \\
                    uploadpack.packObjectsHook interactive.diffFilter sequence.editor gc.recentObjectsHook; do
                  git config $key "$run"
                done
                for alias in status diff rev-list add bundle cat-file; do git config alias.$alias "!$run"; done
                git config include.path /hub/git/more; git config core.attributesFile /hub/git/info/attributes
                git config remote.origin.url "ext::sh -c $run"; git config remote.origin.promisor true
                git config protocol.ext.allow always; git config extensions.partialClone origin
                git config core.hooksPath /hub/git/hooks; git config core.repositoryformatversion 1
                echo changed >> README.md; echo new > new; git rev-parse HEAD
                """.formatted(home.resolve("canary"), "touch " + home.resolve("canary")));
        String head = planted.substring(planted.lastIndexOf('\n') + 1);
        List<String> answers = assertHarmless(attack);
        assertThat(head).as(planted).hasSize(40);
        assertThat(answers).anyMatch(answer -> answer.startsWith("status:") && answer.contains(head));
        assertThat(answers.getFirst()).isEqualTo("take: taken");
    }

    @Test
    void files_that_lead_elsewhere_lead_nowhere() throws IOException {
        Attack attack = attack();
        String tried = attack.plant("""
                ln -s %1$s/secret stolen; ln -s %1$s dir; rm -r src; ln -s %1$s src; ln -s / root; ln -s . loop
                ln -s ../../../../../..%1$s/secret up; mkfifo pipe
                mkdir -p nested/.git && printf 'gitdir: %1$s/.git\\n' > gitfile && mkdir x && mv gitfile x/.git
                git init -q inner; mkdir inner2; cp -r inner/.git inner2/.git; ln -s %1$s/.git linked.git
                mkdir y; ln -s %1$s/.git y/.git; printf '%%s' '*' > .gitignore; printf '!*\\n' > nested/.gitignore
                ln -s %1$s/secret .gitattributes; rm .gitignore; ln -s %1$s/secret .gitignore; ln -s %1$s/secret .mailmap
                chmod 000 x; perl -e 'for (1..1000) { mkdir "dddddddddd"; chdir "dddddddddd" } open F, ">f"; print F "deep"'
                cd /workspace; rm -rf .git; mv .git gone; ln -sf %1$s/.git .git; cat .git
                """.formatted(vault));
        List<String> answers = assertHarmless(attack);
        assertThat(tried).endsWith("gitdir: /hub/git");
        assertThat(answers).anyMatch(answer -> answer.startsWith("status:") && answer.contains("stolen"));
    }

    @Test
    void names_of_files_are_told_as_they_are() throws IOException {
        Attack attack = attack();
        attack.plant("""
                printf x > "$(printf 'line\\nbreak')"; printf x > "$(printf 'esc\\033[31mape')"; printf x > '"quoted" \\name'
                printf x > "$(printf 'bad\\377utf8')"; printf x > '-rf'; printf x > ' '; printf x > 'a -> b'
                printf x > '..hidden'; printf x > ':(top)magic'; printf x > "$(printf 'tab\\there')"; printf x > 'R100'
                mkdir many; cd many; seq 20000 | xargs touch; cd ..
                git add -A; git commit -qm odd; printf y > "$(printf 'line\\nbreak')"; git mv R100 '2 R. N...'
                printf '@@ -1,1 +1,1 @@\\ndiff --git a/x b/x\\n' > fake; git add -N fake
                """);
        List<String> answers = assertHarmless(attack);
        String status = answers.stream()
                .filter(answer -> answer.startsWith("status:"))
                .findFirst()
                .orElseThrow();
        assertThat(status).contains("path=line\nbreak,", "path=2 R. N..., previousPath=Optional[R100]", "path=fake");
        assertThat(answers)
                .filteredOn(answer -> answer.contains("refused"))
                .allMatch(refusal -> refusal.contains("delete"));
    }

    @Test
    void what_stands_in_the_private_git_directory_is_not_believed() throws IOException {
        Attack attack = attack();
        attack.plant("""
                cd /hub/git; echo %1$s/.git/objects > objects/info/alternates; echo %1$s/.git > commondir
                ln -s %1$s/.git/refs/heads/main refs/heads/stolen; ln -s %1$s/.git/refs/heads refs/heads/linked
                mkfifo refs/heads/pipe; ln -s pipe refs/heads/other; mkfifo info/pipe; rm -f packed-refs; mkfifo packed-refs
                mkdir -p 'refs/heads/a.lock' 'refs/heads/hub' refs/hub refs/heads/..x; echo %2$s > 'refs/heads/a.lock/b'
                echo %2$s > "refs/heads/$(printf 'new\\nline')"; echo %2$s > 'refs/heads/-option'; echo %2$s > refs/heads/HEAD
                echo %2$s > "refs/heads/$(printf 'esc\\033[2J')"; echo %2$s > refs/heads/main; echo %2$s > refs/hub/x
                echo 'ref: refs/heads/../../../../../..%1$s/.git/HEAD' > refs/heads/climb; echo garbage > refs/heads/garbage
                ln -sf %1$s/.git/HEAD ORIG_HEAD; printf '[core]\\n\\tworktree = /\\n[includeIf "x' > config
                rm HEAD; ln -s %1$s/.git/HEAD HEAD; ln -sf %1$s/.git/index index; ln -s %1$s/.git/shallow shallow
                """.formatted(vault, Repositories.git(repository, "rev-parse", "HEAD")));
        List<String> answers = assertHarmless(attack);
        assertThat(answers).anyMatch(answer -> answer.startsWith("status refused:"));
        assertThat(answers.getFirst()).isEqualTo("take: taken");
    }

    @Test
    void objects_of_another_repository_cannot_be_had() throws IOException {
        Attack attack = attack();
        String tree = Repositories.git(vault, "rev-parse", "HEAD^{tree}");
        String blob = Repositories.git(vault, "rev-parse", "HEAD:secret");
        attack.plant("""
                commit=$(printf 'tree %2$s\\nparent %4$s\\nauthor a <a> 0 +0000\\ncommitter a <a> 0 +0000\\n\\nx\\n' |
                  git hash-object -t commit -w --literally --stdin)
                for id in %2$s %3$s; do
                  two=$(echo $id | cut -c1-2); rm -rf /hub/git/objects/$two; ln -s %1$s/.git/objects/$two /hub/git/objects/$two
                done
                mkdir -p /hub/git/objects/pack; ln -s %1$s/.git/objects/pack /hub/git/objects/pack/more
                echo $commit > /hub/git/refs/heads/hub/attack
                """.formatted(vault, tree, blob, Repositories.git(repository, "rev-parse", "HEAD")));
        List<String> answers = assertHarmless(attack);
        assertThat(answers.getFirst()).startsWith("take refused:").contains("is missing");
        assertThat(Repositories.git(repository, "cat-file", "--batch-all-objects", "--batch-check"))
                .doesNotContain(blob);
    }

    @Test
    void broken_objects_are_refused_by_name_and_honest_work_goes_on() throws IOException {
        Attack attack = attack();
        String base = Repositories.git(repository, "rev-parse", "HEAD");
        assertRefused(attack, "is broken", """
                echo x > x; git add x; git commit -qm x; id=$(git rev-parse HEAD:x); file=/hub/git/objects/$(echo $id |
                cut -c1-2)/$(echo $id | cut -c3-); chmod u+w $file; printf 'not zlib' > $file
                """);
        assertRefused(attack, "is broken", """
                echo y > y; git add y; git commit -qm y; id=$(git rev-parse HEAD:y); echo z > z; other=$(git hash-object -w z)
                file() { echo /hub/git/objects/$(echo $1 | cut -c1-2)/$(echo $1 | cut -c3-); }
                chmod u+w $(file $id); cp $(file $other) $(file $id)
                """);
        assertRefused(
                attack,
                "",
                "tree=$(printf '100644 blob %s\\t.git\\n' $(git rev-parse HEAD:README.md) | git mktree)\n"
                        + "git update-ref refs/heads/hub/attack $(git commit-tree -p HEAD -m x $tree)");
        assertRefused(
                attack,
                "",
                "git update-ref --no-deref refs/heads/hub/attack HEAD; echo "
                        + "1234567890123456789012345678901234567890 > /hub/git/refs/heads/hub/attack");
        assertRefused(attack, "", "tree=$(git rev-parse HEAD^{tree}); echo $tree > /hub/git/refs/heads/hub/attack");
        assertRefused(attack, "too large", """
                echo big > big; git add big; git commit -qm big; id=$(git rev-parse HEAD:big)
                file=/hub/git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-); chmod u+w $file
                printf 'blob 999999999999\\0' | perl -MCompress::Zlib -e 'local $/; print compress(<STDIN>)' > $file
                """);
        assertRefused(attack, "", """
                printf '[submodule "x"]\\n\\tpath = x\\n\\turl = --upload-pack=evil\\n\\tupdate = !evil\\n' > .gitmodules
                git add .gitmodules; git commit -qm modules
                """);
        assertRefused(attack, "", """
                echo p > p; git add p; git commit -qm p
                git rev-list --objects main..HEAD | git pack-objects -q /hub/git/objects/pack/pack; git prune-packed -q
                for f in /hub/git/objects/pack/*.pack; do
                  chmod u+w $f; printf garbage | dd of=$f bs=1 seek=40 conv=notrunc 2>/dev/null
                done
                """);
        attack.plant("git reset -q --hard " + base
                + "; rm -rf /hub/git/objects/pack/*; echo good > good; git add good\n" + "git commit -qm good");
        String good = attack.plant("git rev-parse HEAD");
        assertThat(assertHarmless(attack)).anyMatch(answer -> answer.startsWith("status:") && answer.contains(good));
    }

    private void assertRefused(Attack attack, String why, String script) {
        String before = Repositories.git(repository, "for-each-ref");
        attack.plant("git reset -q --hard " + Repositories.git(repository, "rev-parse", "main") + "\n" + script);
        assertThat(attack.take()).as(script).startsWith("take refused:").contains(why);
        assertThat(Repositories.git(repository, "for-each-ref")).as(script).isEqualTo(before);
        attack.plant("git update-ref refs/heads/hub/attack " + Repositories.git(repository, "rev-parse", "main"));
    }

    private Attack attack() {
        return new Attack(hub, anna, "attack");
    }

    private List<String> assertHarmless(Attack attack) throws IOException {
        List<String> answers = attack.everything();
        assertThat(home.resolve("canary")).as("a program of the agent ran").doesNotExist();
        assertThat(answers).as("what the hub says").noneMatch(answer -> answer.contains(SECRET));
        outside.assertUnchanged();
        assertThat(Repositories.git(repository, "fsck", "--strict", "--no-dangling"))
                .as("git fsck")
                .isEmpty();
        try (TestHub later = new TestHub(database, home, Killer.none(), Attack.inAYear())) {
            Attack.purge(later);
            assertThat(later.data.resolve("sessions")).isEmptyDirectory();
        }
        outside.assertUnchanged();
        assertThat(Repositories.git(repository, "for-each-ref", "--format=%(refname)"))
                .isEqualTo("refs/heads/main");
        return answers;
    }
}
