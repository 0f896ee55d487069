package io.vxplan.plan.iproute;

import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;

/// One step on a host that has iproute2 and sh.
public sealed interface Command {
    /// A line for `ip -batch -` or `bridge -batch -`.
    sealed interface Batched extends Command {
        String tool();

        String line();
    }

    /// About a file, a runtime or a service.
    sealed interface MachineStep extends Command {}

    record Ip(String line) implements Batched {
        @Override
        public String tool() {
            return "ip";
        }

        @Override
        public String toString() {
            return "ip " + line;
        }
    }

    record Bridge(String line) implements Batched {
        @Override
        public String tool() {
            return "bridge";
        }

        @Override
        public String toString() {
            return "bridge " + line;
        }
    }

    /// Lines for `nft -f -`, which does all that it reads or nothing.
    record Nft(String lines) implements Command {
        @Override
        public String toString() {
            return lines.contains("\n")
                    ? "nft -f - <<'VXPLAN'\n" + lines + "\nVXPLAN"
                    : "nft '" + lines + "'";
        }
    }

    record WriteSysctl(String name, String value) implements Command {
        @Override
        public String toString() {
            return "sysctl -w " + name + "=" + value;
        }
    }

    /// Its folders are made where they lack.
    record WriteFile(TextFile file) implements MachineStep {
        @Override
        public String toString() {
            String words =
                    "install -D -m %s -o %s -g %s /dev/stdin %s"
                            .formatted(file.octalMode(), file.owner(), file.group(), file.path());
            return file.isSecret()
                    ? words + " # a secret"
                    : words + " <<'VXPLAN'\n" + file.content() + "VXPLAN";
        }
    }

    record RemoveFile(TextFile file) implements MachineStep {
        @Override
        public String toString() {
            return "rm " + file.path();
        }
    }

    record InstallRuntime(Runtime runtime) implements MachineStep {
        @Override
        public String toString() {
            return "mkdir -p %s && tar -xz -C %s # the archive of this vxplan"
                    .formatted(runtime.path(), runtime.path());
        }
    }

    record RemoveRuntime(Runtime runtime) implements MachineStep {
        @Override
        public String toString() {
            return "rm -r " + runtime.path();
        }
    }

    /// So that it runs from what its unit file and its other files say now.
    record StartUnit(ServiceUnit unit) implements MachineStep {
        @Override
        public String toString() {
            return "systemctl daemon-reload && systemctl enable %s && systemctl restart %s"
                    .formatted(unit.name(), unit.name());
        }
    }

    /// So that it starts with the host, and not now.
    record EnableUnit(ServiceUnit unit) implements MachineStep {
        @Override
        public String toString() {
            return "systemctl daemon-reload && systemctl enable " + unit.name();
        }
    }

    record StopUnit(ServiceUnit unit) implements MachineStep {
        @Override
        public String toString() {
            return "systemctl disable --now " + unit.name();
        }
    }
}
