package io.vxplan.lab.servers;

import io.vxplan.discovery.state.Stack.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real server by which hosts find each other, on addresses of the underlay.
public sealed interface LabServer permits EtcdServer, BindServer {
    /// What the lab calls it, and its folder.
    String name();

    /// Where it answers.
    List<Endpoint> endpoints();

    /// What has to be in its folder, by name.
    Map<String, String> files(Path folder);

    /// Run in its folder.
    List<String> command();

    /// What its log says as soon as it answers.
    String ready();

    /// The package of Debian and Ubuntu that has it.
    String debianPackage();
}
