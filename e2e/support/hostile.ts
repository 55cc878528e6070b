/** What the agent of an attack runs in its session, with the shell and native git. */

/** Work as in any clone; says its HEAD in the end. */
export const HONEST = `set -e
echo more >>README.md && git commit -qam second && git commit -q --amend -m better
git checkout -q -b side && echo x >x && git add x && git commit -qm side && git checkout -q -
echo y >y && git add y && git stash push -q && test ! -e y && git stash pop -q && git commit -qm top
git rebase -q side
git log --format=%s; git branch --format='%(refname:short)'; git rev-parse HEAD`;

/** Whatever git can be told to run, everywhere it can be told; commits names that are odd, and leaves files that lead elsewhere. */
export function programs(canary: string, vault: string): string {
  return `run='touch ${canary} 2>/dev/null; cat'
printf '#!/bin/sh\\ntouch ${canary}\\n' >evil; chmod +x evil; mkdir -p /hub/git/hooks
for hook in pre-commit commit-msg post-commit pre-rebase post-checkout post-merge pre-push pre-receive update proc-receive \\
  post-receive post-update reference-transaction push-to-checkout pre-auto-gc fsmonitor-watchman post-index-change; do
  cp evil /hub/git/hooks/$hook
done
printf 'line' >"$(printf 'line\\nbreak')"; printf 'esc' >"$(printf 'esc\\033[31mape')"; printf q >'"quoted" \\name'; printf b >"$(printf 'bad\\377utf8')"
printf o >'-rf'; printf o >'..hidden'; printf o >':(top)magic'; printf o >'a -> b'
printf '* filter=evil diff=evil merge=evil ident\\n' >.gitattributes; cp .gitattributes /hub/git/info/attributes
git -c core.hooksPath=/dev/null add -A; git -c core.hooksPath=/dev/null commit -qm planted
ln -s ${vault}/secret stolen; ln -s ${vault} dir; rm -r src; ln -s ${vault} src; ln -s / root; ln -s . loop; mkfifo pipe
ln -s ../../../../../..${vault}/secret up; mkdir y.d; ln -s ${vault}/.git y.d/.git; ln -s ${vault}/secret .mailmap
printf y >>"$(printf 'line\\nbreak')"; echo changed >>README.md; echo new >new
printf '[core]\\n\\tpager = touch ${canary}\\n[diff]\\n\\texternal = touch ${canary}\\n' >/hub/git/more
for key in core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.alternateRefsCommand diff.external diff.evil.command \\
  diff.evil.textconv filter.evil.clean filter.evil.smudge filter.evil.process merge.evil.driver credential.helper gpg.program \\
  uploadpack.packObjectsHook gc.recentObjectsHook; do
  git config $key "$run"
done
for alias in status diff rev-list add bundle cat-file; do git config alias.$alias "!$run"; done
git config include.path /hub/git/more; git config core.attributesFile /hub/git/info/attributes
git config remote.origin.url "ext::sh -c $run"; git config remote.origin.promisor true; git config protocol.ext.allow always
git config extensions.partialClone origin; git config core.repositoryformatversion 1; git config core.hooksPath /hub/git/hooks
git rev-parse HEAD`;
}

/** A pack whose objects are broken, and another .git where that can be. */
export function broken(vault: string): string {
  return `rm -f /hub/git/config; git config core.repositoryformatversion 0; git config core.hooksPath /dev/null
echo p >p && git add p && git commit -qm broken
git rev-list --objects HEAD~1..HEAD | git pack-objects -q /hub/git/objects/pack/pack; git prune-packed -q
for pack in /hub/git/objects/pack/*.pack; do chmod u+w $pack; printf garbage | dd of=$pack bs=1 seek=14 conv=notrunc 2>/dev/null; done
rm -rf /hub/base-objects/* 2>/dev/null; touch /hub/base-objects/more 2>/dev/null; rm -rf .git 2>/dev/null; mv .git gone 2>/dev/null; ln -sf ${vault}/.git .git 2>/dev/null; cat .git`;
}

/** What stands in the session's Git directory leads to another repository, and refs have names that climb. */
export function replaced(vault: string, commit: string): string {
  return `cd /hub/git; echo ${vault}/.git/objects >objects/info/alternates; echo ${vault}/.git >commondir
ln -s ${vault}/.git/refs/heads refs/heads/linked; ln -s ${vault}/.git/HEAD refs/heads/stolen; mkfifo refs/heads/fifo info/fifo; rm -f packed-refs; mkfifo packed-refs
mkdir -p refs/heads/a.lock refs/hub refs/heads/..x; echo ${commit} >refs/heads/a.lock/b; echo ${commit} >refs/heads/..x/y; echo ${commit} >refs/heads/-option
echo ${commit} >"refs/heads/$(printf 'new\\nline')"; echo ${commit} >"refs/heads/$(printf 'esc\\033[2J')"; echo ${commit} >refs/heads/main; echo ${commit} >refs/hub/x
echo 'ref: refs/heads/../../../../../..${vault}/.git/HEAD' >refs/heads/climb; ln -sf ${vault}/.git/HEAD ORIG_HEAD
printf '[core]\\n\\tworktree = /\\n[includeIf "x' >config; ln -sfn ${vault}/.git/config config.worktree
rm HEAD; ln -s ${vault}/.git/HEAD HEAD; ln -sf ${vault}/.git/index index; ln -s ${vault}/.git/shallow shallow; rm -r info; ln -s ${vault}/.git/info info`;
}
