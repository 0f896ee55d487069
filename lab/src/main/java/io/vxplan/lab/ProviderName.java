package io.vxplan.lab;

import io.vxplan.lab.docker.DockerProvider;
import io.vxplan.lab.netns.NetnsProvider;
import io.vxplan.lab.vagrant.VagrantProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The providers, as users name them.
public enum ProviderName {
    /// Hosts are network namespaces.
    NETNS,
    /// Hosts are containers.
    DOCKER,
    /// Hosts are virtual machines.
    VAGRANT;

    Provider provider() {
        return switch (this) {
            case NETNS -> new NetnsProvider();
            case DOCKER -> new DockerProvider();
            case VAGRANT -> new VagrantProvider();
        };
    }

    /// Those by which hosts can be reached, the usual one first.
    private List<LabConnection> connections() {
        return switch (this) {
            case NETNS -> List.of(LabConnection.NETNS, LabConnection.SSH);
            case DOCKER, VAGRANT -> List.of(LabConnection.SSH);
        };
    }

    /// How the hosts are reached.
    ///
    /// @param wished what the user asks for
    LabConnection connection(Optional<LabConnection> wished) throws LabException {
        LabConnection connection = wished.orElse(connections().getFirst());
        if (!connections().contains(connection)) {
            throw new LabException(
                    "hosts of the provider '%s' can't be reached by --connection %s"
                            .formatted(this, connection),
                    "leave that out: it is " + connections().getFirst());
        }
        return connection;
    }

    /// Whether a user without root has such a lab in namespaces of his own.
    public boolean worksInUserNamespaces() {
        return this == NETNS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
