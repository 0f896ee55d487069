package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.HostName;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.plan.diff.Differ;
import io.vxplan.plan.iproute.Commands;
import io.vxplan.plan.render.Fingerprint;
import io.vxplan.plan.render.JsonPlan;
import io.vxplan.plan.render.TextPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesAndServicesTest {
    private static final HostName H1 = new HostName("h1");
    private static final String CONFIGURATION = "/etc/vxplan/demo/prod/topology.yaml";
    private static final String UNIT = "vxplan-router-demo-prod.service";
    private static final String UNIT_FILE = "/etc/systemd/system/" + UNIT;
    private static final Runtime OLD = new Runtime("0".repeat(64));
    private static final Runtime NEW = new Runtime("1".repeat(64));
    private static final Sysctl FORWARD = new Sysctl("net.ipv4.ip_forward", "1");

    private static TextFile unitFile(Runtime runtime) {
        return TextFile.open(
                UNIT_FILE, "demo", "[Service]\nExecStart=" + runtime.path() + "/bin/vxplan\n");
    }

    private static TextFile configuration(String text) {
        return TextFile.open(CONFIGURATION, "demo", text);
    }

    private static List<Resource> all(Runtime runtime, String stamp) {
        return List.of(
                ServiceUnit.running(UNIT, stamp),
                FORWARD,
                configuration("version: 1\n"),
                unitFile(runtime),
                runtime);
    }

    private static HostPlan diff(List<Resource> desired, List<Resource> observed, boolean adopt) {
        List<Resource> there = new ArrayList<>(observed);
        there.add(ServiceUnit.MANAGER);
        return Differ.diff(H1, "demo", HostState.of(desired), HostState.of(there), adopt);
    }

    private static HostPlan diff(List<Resource> desired, List<Resource> observed) {
        return diff(desired, observed, false);
    }

    private static List<String> lines(HostPlan plan) {
        assertThat(plan.problems()).isEmpty();
        return plan.changes().stream()
                .map(change ->
                        switch (change) {
                            case Change.Create(var after) -> "+ " + Labels.of(after);
                            case Change.Update(_, var after) -> "~ " + Labels.of(after);
                            case Change.Delete(var before, _) -> "- " + Labels.of(before);
                            case Change.Replace(_, var after, _, _) -> "-/+ " + Labels.of(after);
                        })
                .toList();
    }

    private static List<String> problems(HostPlan plan) {
        return plan.problems().stream().map(Object::toString).toList();
    }

    @Test
    void servicesStartWhenAllElseIsThere() {
        assertThat(lines(diff(all(NEW, "2"), List.of())))
                .containsExactly(
                        "+ runtime 111111111111",
                        "+ file " + CONFIGURATION,
                        "+ file " + UNIT_FILE,
                        "+ sysctl net.ipv4.ip_forward",
                        "+ unit " + UNIT);
    }

    @Test
    void theOldRuntimeGoesWhenTheServicesRunFromTheNewOne() {
        assertThat(lines(diff(all(NEW, "2"), all(OLD, "1"))))
                .containsExactly(
                        "+ runtime 111111111111",
                        "~ file " + UNIT_FILE,
                        "~ unit " + UNIT,
                        "- runtime 000000000000");
    }

    @Test
    void servicesStopBeforeAnythingElseGoes() {
        assertThat(lines(diff(List.of(), all(OLD, "1"))))
                .containsExactly(
                        "- unit " + UNIT,
                        "- runtime 000000000000",
                        "- file " + UNIT_FILE,
                        "- file " + CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({
        "vxplan-router-demo-prod.service, true",
        "vxplan-discovery-demo-a--b.service, true",
        "vxplan-restore-demo.service, true",
        "vxplan-firewall-demo.service, true",
        "vxplan-restore-demo.x.service, false",
        "vxplan-router-demo--prod-x.service, false",
        "vxplan-router-demo2-prod.service, false",
        "vxplan-router-other-demo.service, false",
        "vxplan-router-.service, false",
        "vxplan-demo-prod.service, false",
        "vxplan-exporter-demo.service, false",
    })
    void aServiceWithoutItsFileIsOfWhomItsNameSays(String name, boolean ours) {
        ServiceUnit lost = ServiceUnit.running(name, "1");
        List<String> removal = ours ? List.of("- unit " + name) : List.of();

        assertThat(lines(diff(List.of(), List.of(lost)))).isEqualTo(removal);
        assertThat(
                        lines(
                                diff(
                                        List.of(),
                                        List.of(
                                                lost,
                                                TextFile.open(
                                                        lost.file().path(), "other", "text")))))
                .as("with the file of another")
                .isEmpty();
    }

    @Test
    void aRuntimeThatAnotherTopologyRunsStays() {
        String other = "vxplan-router-other-prod.service";
        List<Resource> observed = new ArrayList<>(all(OLD, "1"));
        observed.add(
                TextFile.open(
                        "/etc/systemd/system/" + other,
                        "other",
                        "ExecStart=" + OLD.path() + "/bin/vxplan\n"));
        observed.add(ServiceUnit.running(other, "1"));

        assertThat(lines(diff(List.of(), observed)))
                .containsExactly(
                        "- unit " + UNIT, "- file " + UNIT_FILE, "- file " + CONFIGURATION);
    }

    /// Another apply may have brought it this moment.
    @Test
    void aTopologyWithoutFilesLeavesRuntimesAlone() {
        assertThat(lines(diff(List.of(FORWARD), List.of(OLD))))
                .containsExactly("+ sysctl net.ipv4.ip_forward");
    }

    @Test
    void whatIsEqualStays() {
        assertThat(lines(diff(all(OLD, "1"), all(OLD, "1")))).isEmpty();
    }

    @Test
    void anUnmarkedFileIsInTheWayUnlessItIsAdopted() {
        TextFile foreign = new TextFile(CONFIGURATION, 0644, "root", "root", "mine\n");
        List<Resource> desired = List.of(configuration("version: 1\n"));

        assertThat(problems(diff(desired, List.of(foreign))))
                .containsExactly(
                        "error: file '"
                                + CONFIGURATION
                                + "' exists and is not marked as ours; remove it, or take it over with `apply --adopt`");
        assertThat(lines(diff(desired, List.of(foreign), true)))
                .containsExactly("~ file " + CONFIGURATION);
        assertThat(lines(diff(List.of(), List.of(foreign), true))).isEmpty();
    }

    @Test
    void aFileOfAnotherTopologyIsInTheWay() {
        TextFile foreign = TextFile.open(CONFIGURATION, "other", "");

        assertThat(problems(diff(List.of(configuration("")), List.of(foreign), true)))
                .containsExactly(
                        "error: file '"
                                + CONFIGURATION
                                + "' belongs to topology other; rename one of the two topologies, or its entry under `discovery`");
    }

    @Test
    void withoutSystemdThereAreNoServices() {
        HostPlan plan =
                Differ.diff(H1, "demo", HostState.of(all(OLD, "1")), HostState.EMPTY, false);

        assertThat(problems(plan))
                .containsExactly(
                        "error: this host does not run systemd, which "
                                + UNIT
                                + " needs; name the overlay's hosts under `membership` instead of `discovered`, or run the daemons there yourself and set the host's variable `vxplan_services: none`");
    }

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
