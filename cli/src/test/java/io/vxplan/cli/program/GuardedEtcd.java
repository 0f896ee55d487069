package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An etcd that talks TLS with those alone who have a certificate, a user and a password.
final class GuardedEtcd {
    private static final String PASSWORD = "etcd's own secret";

    /// On each machine.
    private static final String CERTIFICATES = "/etc/test-tls";

    private GuardedEtcd() {}

    static Entry start(Segment segment, Path folder) throws IOException {
        segment.addServer(0);
        Path own = Files.createDirectory(folder.resolve("etcd"));
        certificates(own);
        Server server = segment.startServer(own, command());
        server.awaitLog("ready to serve client requests");
        admit(own);
        return new Entry(
                new Way() {
                    @Override
                    public String settings() {
                        return "";
                    }

                    @Override
                    public void close() throws IOException {
                        server.kill();
                    }
                },
                """
                mode: etcd
                etcd_endpoints: [%1$s:2379]
                username: docker-router
                password_file: key
                tls_ca: %2$s/ca.pem
                tls_cert: %2$s/host.pem
                tls_key: %2$s/host.key
                """
                        .formatted(Segment.server(0), CERTIFICATES),
                PASSWORD,
                prepare(own));
    }

    private static void certificates(Path folder) {
        Shell.run(
                """
                cd '%s'
                new='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
                openssl req -x509 $new -days 2 -subj /CN=ca -keyout ca.key -out ca.pem
                echo subjectAltName=IP:%s >san
                for name in server host; do
                    openssl req $new -subj /CN=$name -keyout $name.key -out $name.csr
                    openssl x509 -req -days 2 -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile san -out $name.pem
                done
                """
                        .formatted(folder, Segment.server(0)));
    }

    private static String command() {
        return """
        etcd --data-dir data --listen-client-urls %1$s --advertise-client-urls %1$s
        --cert-file server.pem --key-file server.key --trusted-ca-file ca.pem --client-cert-auth
        """
                .formatted(url());
    }

    private static String url() {
        return "https://" + Segment.server(0) + ":2379";
    }

    private static void admit(Path folder) {
        Shell.run(
                """
                cd '%s'
                ctl() {
                    ETCDCTL_API=3 ip netns exec %s etcdctl --endpoints %s --cacert ca.pem --cert host.pem --key host.key "$@"
                }
                ctl user add root:root
                ctl user grant-role root root
                ctl role add overlay
                ctl role grant-permission overlay --prefix=true readwrite /docker-router/discovery/
                ctl user add "docker-router:%s"
                ctl user grant-role docker-router overlay
                ctl auth enable
                """
                        .formatted(folder, Segment.servers(), url(), PASSWORD));
    }

    /// As an administrator would: vxplan brings no certificates.
    private static String prepare(Path folder) throws IOException {
        StringBuilder script = new StringBuilder("mkdir " + CERTIFICATES + "\n");
        for (String name : new String[] {"ca.pem", "host.pem", "host.key"}) {
            script.append("cat >%s/%s <<'END'\n".formatted(CERTIFICATES, name))
                    .append(Files.readString(folder.resolve(name)))
                    .append("END\n");
        }
        return script.toString();
    }
}
