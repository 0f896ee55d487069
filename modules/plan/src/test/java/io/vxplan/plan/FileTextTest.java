package io.vxplan.plan;

import static io.vxplan.plan.DemoHost.CONFIGURATION;
import static io.vxplan.plan.DemoHost.configuration;
import static io.vxplan.plan.DemoHost.diff;
import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.iproute.Commands;
import io.vxplan.plan.render.Fingerprint;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.TextPlan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How the texts of files are shown, and how secrets are not.
class FileTextTest {
    @Test
    void thePlanShowsWhichLinesOfAFileChange() {
        TextFile before = configuration("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: \u001b[2J7");
        TextFile after = configuration("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 66\ng: 7\n");

        assertThat(new TextPlan(false).host(diff(List.of(after), List.of(before))))
                .isEqualTo(
                        """
                        h1:
                           ~ file %s
                                @@ -4,5 +4,5 @@
                                 c: 3
                                 d: 4
                                 e: 5
                                -f: 6
                                -g: \\u001b[2J7 (no end of line)
                                +f: 66
                                +g: 7

                        """
                                .formatted(CONFIGURATION));
        assertThat(new TextPlan(false).host(diff(List.of(after), List.of())))
                .startsWith(
                        """
                        h1:
                           + file %s mode 0644, root:root
                                +# Made by vxplan: demo
                                +a: 1
                        """
                                .formatted(CONFIGURATION));
    }

    /// Fifty hosts would fill the screen with one text.
    @Test
    void whatHostsHaveInCommonIsShownOnce() {
        TextPlan text = new TextPlan(false);
        String first = text.host(creation("h1", numbers(20, "h1")));

        assertThat(first).contains("+1\n").contains("+20\n");
        assertThat(text.host(creation("h2", numbers(20, "h1"))))
                .isEqualTo(created("h2") + "        content: as on h1\n\n");
        assertThat(text.host(creation("h3", numbers(20, "h3"))))
                .isEqualTo(
                        created("h3")
                                + """
                                        content: as on h1, but for
                                        @@ -19,4 +19,4 @@
                                         18
                                         19
                                         20
                                        -host h1
                                        +host h3

                                """);
        assertThat(text.host(creation("h4", "other: text\n")))
                .contains("+other: text")
                .doesNotContain("as on");
    }

    private static HostPlan creation(String host, String content) {
        return new HostPlan(
                new HostName(host), List.of(new Change.Create(configuration(content))), List.of());
    }

    private static String created(String host) {
        return host + ":\n   + file " + CONFIGURATION + " mode 0644, root:root\n";
    }

    private static String numbers(int count, String host) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number + "\n")
                .collect(Collectors.joining("", "", "host " + host + "\n"));
    }

    /// A host's part in a large overlay, all of whose lines change.
    @Test
    void manyLinesAreCompared() {
        String before = lines(50_000, "dst 198.18.0.1");
        String after = lines(50_000, "dst 198.18.0.2");

        String plan =
                new TextPlan(false)
                        .host(diff(List.of(configuration(after)), List.of(configuration(before))));

        assertThat(plan)
                .contains("        @@ -50000 +50000 @@\n        -fdb 0 dst 198.18.0.1\n")
                .contains("        +fdb 49999 dst 198.18.0.2\n")
                .doesNotContain("# Made by");
    }

    private static String lines(int count, String end) {
        return IntStream.range(0, count)
                .mapToObj(number -> "fdb " + number + " " + end + "\n")
                .collect(Collectors.joining());
    }

    /// Neither of the plans shows what is different.
    @Test
    void aFingerprintTellsSecretsApartThatNobodySees() {
        String path = "/etc/vxplan/demo/prod/discovery.env";
        List<TextFile> secrets =
                Stream.of("KEY=hunter1\n", "KEY=hunter2\n", "KEY=hunter3\n")
                        .map(text -> TextFile.secret(path, "demo", text))
                        .toList();
        Fingerprint fingerprint = new Fingerprint("salt");
        HostPlan plan = diff(List.of(secrets.get(0)), List.of(secrets.get(1)));
        HostPlan foundAnother = diff(List.of(secrets.get(0)), List.of(secrets.get(2)));
        HostPlan wantsAnother = diff(List.of(secrets.get(2)), List.of(secrets.get(1)));

        String text = JsonPlan.text(plan, fingerprint);
        assertThat(text).doesNotContain("hunter").isEqualTo(JsonPlan.text(plan, fingerprint));
        for (HostPlan other : List.of(foundAnother, wantsAnother)) {
            assertThat(JsonPlan.text(other)).isEqualTo(JsonPlan.text(plan));
            assertThat(JsonPlan.text(other, fingerprint)).isNotEqualTo(text);
        }
        assertThat(JsonPlan.text(plan, new Fingerprint("pepper"))).isNotEqualTo(text);
    }

    @Test
    void aSecretNeverShows() {
        String path = "/etc/vxplan/demo/prod/discovery.env";
        TextFile before = TextFile.secret(path, "demo", "KEY=hunter1\n");
        TextFile after = TextFile.secret(path, "demo", "KEY=hunter2\n");
        TextFile opened = new TextFile(path, 0644, "root", "root", before.content());
        List<HostPlan> plans =
                List.of(
                        diff(List.of(after), List.of()),
                        diff(List.of(after), List.of(before)),
                        diff(List.of(after), List.of(opened)),
                        diff(List.of(), List.of(before)));

        for (HostPlan plan : plans) {
            assertThat(plan.changes()).hasSize(1);
            assertThat(List.of(new TextPlan(true).host(plan), JsonPlan.text(plan), plan.toString()))
                    .allSatisfy(text -> assertThat(text).doesNotContain("hunter2"))
                    .allSatisfy(text -> assertThat(text).contains("discovery.env"));
            assertThat(Commands.of(plan.changes().getFirst()).toString()).doesNotContain("hunter");
        }
        assertThat(new TextPlan(false).host(plans.get(1)))
                .isEqualTo(
                        "h1:\n   ~ file "
                                + path
                                + "\n        content: (secret) -> (another secret)\n\n");
        assertThat(JsonPlan.text(plans.get(1))).contains("\"changed\":[\"content\"]");
    }
}
