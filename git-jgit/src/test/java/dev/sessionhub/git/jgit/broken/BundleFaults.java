package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What can be wrong about taking bundles. */
final class BundleFaults {

    private static final String IMPORT = "importBundle";

    static final List<Fault> ALL = List.of(
            new Fault("Bundles.commits_come_and_the_branch_moves", "where the branch is", IMPORT, call -> {
                call.honest();
                return call.<Optional<?>>argument(4).orElseThrow();
            }),
            new Fault(
                    "Bundles.a_whole_bundle_and_one_of_version_three_will_do",
                    "version 2 only",
                    IMPORT,
                    BundleFaults::versionTwo),
            Fault.silent("Bundles.the_branch_must_be_where_it_is_expected", IMPORT, Code.CONFLICT),
            Fault.leaving(
                    "Bundles.only_descendants_are_taken",
                    "references and objects",
                    IMPORT,
                    call -> call.git().git("branch", "-f", call.argument(3).toString() + "-refused")),
            Fault.silent("Bundles.missing_prerequisites_and_references_are_named", IMPORT, Code.INVALID_REQUEST),
            Fault.mistaken(
                    "Bundles.a_bundle_over_the_limit_is_refused", IMPORT, Code.LIMIT_EXCEEDED, Code.INVALID_REQUEST),
            new Fault(
                    "Bundles.what_is_no_bundle_is_refused",
                    "the only exception of a back end",
                    IMPORT,
                    BundleFaults::leaking),
            Fault.silent("Bundles.damage_anywhere_is_noticed", IMPORT, Code.INVALID_REQUEST),
            Fault.silent("Bundles.objects_that_git_fsck_refuses_are_refused", IMPORT, Code.INVALID_REQUEST));

    private BundleFaults() {}

    private static Object versionTwo(Call call) {
        try (InputStream in = call.argument(1)) {
            byte[] bundle = in.readAllBytes();
            if (bundle.length > 3 && bundle[3] == '3') {
                throw new ProviderException(Code.INVALID_REQUEST, "version 2 only");
            }
            return call.honest(1, new ByteArrayInputStream(bundle));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Object leaking(Call call) {
        try {
            return call.honest();
        } catch (ProviderException failure) {
            throw new IllegalArgumentException(failure.getMessage(), failure);
        }
    }
}
