package io.vxplan.lab.docker;

import io.vxplan.lab.CaptureSink;
import io.vxplan.lab.Daemons;
import io.vxplan.lab.Lab;
import io.vxplan.lab.LabException;
import io.vxplan.lab.LabFolder;
import io.vxplan.lab.Place;
import io.vxplan.lab.Processes;
import io.vxplan.lab.Provider;
import io.vxplan.lab.Site;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.layout.LayoutScript;
import io.vxplan.lab.netns.Connections;
import io.vxplan.lab.netns.NetnsProvider;
import io.vxplan.lab.netns.SshKeys;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Hosts are containers without a network of docker's. Their network namespaces are the lab's, by
/// the very names that those of [NetnsProvider] have: all that is not inside a host is its work.
public final class DockerProvider implements Provider {
    private final NetnsProvider namespaces = new NetnsProvider();

    @Override
    public void require(Site site) throws LabException {
        namespaces.require(site);
        if (Processes.run("", "sh", "-c", "command -v docker").exitCode() != 0) {
            throw new LabException(
                    "the provider 'docker' takes the program docker, which is not on this machine",
                    "install it; Debian and Ubuntu have it in the package docker.io");
        }
        Processes.Result result = Processes.run("", "docker", "version");
        if (result.exitCode() != 0) {
            throw new LabException(
                    "docker does not answer: " + result.errors().strip(),
                    "start dockerd, or say in DOCKER_HOST where it is");
        }
    }

    @Override
    public SortedMap<HostName, SortedMap<String, String>> build(Site site) throws LabException {
        String image = HostImage.ensure(site.progress());
        SshKeys.make(site);
        namespaces.buildNetwork(
                site, LayoutScript.of(site.layout(), Containers.start(image, site)));
        return Connections.bySsh(site);
    }

    @Override
    public void remove(LabFolder folder) throws LabException {
        Containers.remove(folder.name());
        namespaces.remove(folder);
    }

    @Override
    public List<String> missing(Lab lab) throws LabException {
        List<String> running = Containers.running(lab.record().labName());
        return Stream.concat(
                        namespaces.missing(lab).stream(),
                        lab.record().hosts().values().stream()
                                .map(Containers::name)
                                .filter(name -> !running.contains(name)))
                .toList();
    }

    /// In a container all of it is the host's; a terminal is passed on where there is one.
    @Override
    public List<String> command(Lab lab, Place place, List<String> command) throws LabException {
        return switch (place) {
            case Place.OnHost(var host) -> {
                String namespace = Objects.requireNonNull(lab.record().hosts().get(host.value()));
                yield Processes.concat(
                        List.of(
                                "docker",
                                "exec",
                                Processes.isAtTerminal() ? "-it" : "-i",
                                Containers.name(namespace)),
                        command);
            }
            case Place.AtServer _, Place.InWorkload _ -> namespaces.command(lab, place, command);
        };
    }

    @Override
    public Vantages vantages(Lab lab) {
        return namespaces.vantages(lab);
    }

    @Override
    public SortedMap<HostName, Dump> dumps(Lab lab) throws LabException {
        return namespaces.dumps(lab);
    }

    @Override
    public void capture(Lab lab, CaptureSink sink) throws LabException {
        namespaces.capture(lab, sink);
    }

    /// As processes of the machine, in the network namespaces of the containers: no service manager
    /// runs in these.
    @Override
    public Optional<Daemons> daemons(Lab lab) throws LabException {
        return namespaces.daemons(lab);
    }
}
