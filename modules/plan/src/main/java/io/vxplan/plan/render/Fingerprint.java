package io.vxplan.plan.render;

import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import io.vxplan.plan.Labels;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells a change from the same change of something that has become another since: a digest of the
/// object as it was found, of what it is to become, and of the names of what goes with it. Secrets
/// are in it, which the plan itself does not show.
///
/// @param salt another one in each plan, so that nobody can tell a secret by a list of digests
public record Fingerprint(String salt) {
    private static final String ALGORITHM = "HmacSHA256";

    /// Of its bytes, so many are enough: a plan may have a million.
    private static final int LENGTH = 16;

    String of(Change change) {
        StringBuilder text = new StringBuilder();
        switch (change) {
            case Change.Create(var after) -> append(text, List.of(), List.of(after));
            case Change.Update(var before, var after) ->
                    append(text, List.of(before), List.of(after));
            case Change.Replace(var before, var after, _, var lost) -> {
                append(text, List.of(before), List.of(after));
                lost.forEach(resource -> append(text, Labels.of(resource)));
            }
            case Change.Delete(var before, var lost) -> {
                append(text, List.of(before), List.of());
                lost.forEach(resource -> append(text, Labels.of(resource)));
            }
        }
        return digest(text.toString());
    }

    private static void append(
            StringBuilder text, List<? extends Resource> found, List<? extends Resource> wanted) {
        text.append(found.size()).append(" found\n");
        found.forEach(resource -> append(text, resource));
        text.append(wanted.size()).append(" wanted\n");
        wanted.forEach(resource -> append(text, resource));
    }

    /// With the length of each value, for they may hold anything.
    private static void append(StringBuilder text, Resource resource) {
        append(text, Labels.of(resource));
        Fields.of(resource)
                .forEach((name, value) -> {
                    append(text, name);
                    append(text, value);
                });
        if (resource instanceof TextFile file) {
            append(text, file.content());
        }
    }

    private static void append(StringBuilder text, String value) {
        text.append(value.length()).append(' ').append(value).append('\n');
    }

    private String digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
