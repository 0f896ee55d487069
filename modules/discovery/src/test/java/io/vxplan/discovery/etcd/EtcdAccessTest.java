package io.vxplan.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.auth.Permission;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import io.vxplan.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in by etcd, and what is said to who is not.
class EtcdAccessTest {
    private static final Stack A = Stacks.plain("stack-a", 1000, "10.0.1.5");
    private static final Stack B = Stacks.plain("stack-b", 1000, "10.0.2.6");
    private static final String HEARD_A = "heard stack-a (VNI 1000) at 10.0.1.5";

    private static final String NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";

    @TempDir private Path folder;

    private static EtcdSettings settings(
            EtcdServer etcd, Optional<EtcdSettings.Login> login, Optional<EtcdSettings.Tls> tls) {
        return EtcdSettings.of(
                List.of(etcd.endpoint()),
                EtcdSettings.DEFAULT_PREFIX,
                Duration.ofSeconds(30),
                login,
                tls);
    }

    private static EtcdDiscovery discovery(EtcdSettings settings, Ears ears) {
        return new EtcdDiscovery(settings, ears, InstantSource.system());
    }

    private static void assertRefused(EtcdSettings settings, String... why) {
        EtcdDiscovery discovery = discovery(settings, new Ears());
        assertThatThrownBy(() -> discovery.announce(List.of(A)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(why);
        discovery.close();
    }

    @Test
    void aUser() throws Exception {
        try (EtcdServer etcd = EtcdServer.start(folder)) {
            try (Client root = etcd.stranger()) {
                admit(root.getAuthClient());
            }
            Optional<EtcdSettings.Login> login = login("docker-router", "secret");
            Ears ears = new Ears();
            try (EtcdDiscovery a = discovery(settings(etcd, login, Optional.empty()), ears);
                    EtcdDiscovery b =
                            discovery(settings(etcd, login, Optional.empty()), new Ears())) {
                b.announce(List.of(B));
                a.announce(List.of(A));
                ears.awaits("heard stack-b (VNI 1000) at 10.0.2.6");
            }

            assertRefused(
                    settings(etcd, login("docker-router", "guessed"), Optional.empty()),
                    "authentication failed",
                    "see ETCD_USERNAME and ETCD_PASSWORD");
            assertRefused(
                    settings(etcd, Optional.empty(), Optional.empty()),
                    "it wants a user: set ETCD_USERNAME and ETCD_PASSWORD");
            assertRefused(
                    settings(etcd, login("guest", "guest"), Optional.empty()),
                    "permission denied",
                    "needs to read and write the keys under ETCD_PREFIX");
        }
    }

    private static Optional<EtcdSettings.Login> login(String name, String password) {
        return Optional.of(new EtcdSettings.Login(name, new Secret(password)));
    }

    private static void admit(Auth auth) throws Exception {
        auth.userAdd(EtcdServer.bytes("root"), EtcdServer.bytes("root")).get();
        auth.roleAdd(EtcdServer.bytes("root")).get();
        auth.userGrantRole(EtcdServer.bytes("root"), EtcdServer.bytes("root")).get();
        auth.roleAdd(EtcdServer.bytes("overlay")).get();
        auth.roleGrantPermission(
                        EtcdServer.bytes("overlay"),
                        EtcdServer.bytes(EtcdSettings.DEFAULT_PREFIX + "/"),
                        EtcdServer.bytes(EtcdSettings.DEFAULT_PREFIX + "0"),
                        Permission.Type.READWRITE)
                .get();
        auth.userAdd(EtcdServer.bytes("docker-router"), EtcdServer.bytes("secret")).get();
        auth.userGrantRole(EtcdServer.bytes("docker-router"), EtcdServer.bytes("overlay")).get();
        auth.userAdd(EtcdServer.bytes("guest"), EtcdServer.bytes("guest")).get();
        auth.authEnable().get();
    }

    @Test
    void tls() throws Exception {
        Path ca = authority("ca");
        Path serverKey = certificate("server", "ca");
        Path hostKey = certificate("host", "ca");
        Path other = authority("other");
        EtcdSettings.Certificate host =
                new EtcdSettings.Certificate(folder.resolve("host.pem"), hostKey);
        try (EtcdServer etcd =
                EtcdServer.startWithTls(
                        folder,
                        "--cert-file=" + folder.resolve("server.pem"),
                        "--key-file=" + serverKey,
                        "--trusted-ca-file=" + ca,
                        "--client-cert-auth")) {
            Ears ears = new Ears();
            try (EtcdDiscovery a = discovery(trusting(etcd, ca, Optional.of(host)), new Ears());
                    EtcdDiscovery b = discovery(trusting(etcd, ca, Optional.of(host)), ears)) {
                a.announce(List.of(A));
                b.announce(List.of(B));
                ears.awaits(HEARD_A);
            }

            assertRefused(
                    trusting(etcd, other, Optional.of(host)),
                    "is ETCD_TLS_CA the authority that signed its certificate?");
            assertRefused(trusting(etcd, ca, Optional.empty()), "ETCD_TLS_CERT and ETCD_TLS_KEY");
            assertRefused(
                    trusting(etcd, ca, Optional.of(new EtcdSettings.Certificate(hostKey, hostKey))),
                    "ETCD_TLS_CERT " + hostKey,
                    "can't be used",
                    "openssl pkcs8 -topk8 -nocrypt");
            assertRefused(
                    trusting(etcd, folder.resolve("none.pem"), Optional.of(host)),
                    "ETCD_TLS_CA " + folder.resolve("none.pem") + " can't be used");
        }
    }

    private static EtcdSettings trusting(
            EtcdServer etcd, Path authority, Optional<EtcdSettings.Certificate> certificate) {
        return settings(
                etcd,
                Optional.empty(),
                Optional.of(new EtcdSettings.Tls(Optional.of(authority), certificate)));
    }

    private Path authority(String name) throws Exception {
        Path certificate = folder.resolve(name + ".pem");
        openssl(
                "req -x509 "
                        + NEW_KEY
                        + " -nodes -days 2 -subj /CN=%s -keyout %s -out %s"
                                .formatted(name, folder.resolve(name + ".key"), certificate));
        return certificate;
    }

    /// Makes `NAME.pem` too.
    ///
    /// @return the key
    private Path certificate(String name, String authority) throws Exception {
        Path key = folder.resolve(name + ".key");
        Path request = folder.resolve(name + ".csr");
        Path extensions = Files.writeString(folder.resolve("san"), "subjectAltName=IP:127.0.0.1");
        openssl(
                "req "
                        + NEW_KEY
                        + " -nodes -subj /CN=%s -keyout %s -out %s".formatted(name, key, request));
        openssl(
                "x509 -req -days 2 -in %s -CA %s -CAkey %s -CAcreateserial -extfile %s -out %s"
                        .formatted(
                                request,
                                folder.resolve(authority + ".pem"),
                                folder.resolve(authority + ".key"),
                                extensions,
                                folder.resolve(name + ".pem")));
        return key;
    }

    private static void openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
