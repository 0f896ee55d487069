package io.vxplan.host.local;

import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.Remedy;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.Entry;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.netlink.Errno;
import io.vxplan.netlink.NetlinkException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// What went wrong, in words that help.
final class Failure {
    private static final String ROOT = "run as root, or with the capability CAP_NET_ADMIN";

    private Failure() {}

    static HostException opening(HostName host, NetlinkException cause) {
        String advice =
                switch (cause.errno().orElse(Errno.EIO)) {
                    case EPERM, EACCES -> "run as root, or with the capability CAP_SYS_ADMIN";
                    case ENOENT -> "look whether it exists: `ip netns list`";
                    default -> "";
                };
        return failure(host, Optional.empty(), String.valueOf(cause.getMessage()), advice, cause);
    }

    static HostException reading(HostName host, IOException cause) {
        if (cause instanceof AccessDeniedException file) {
            String problem = "read the host's state: this user may not read " + file.getFile();
            return failure(host, Optional.empty(), problem, "run as root", cause);
        }
        return failure(host, Optional.empty(), "read the host's state: " + words(cause), "", cause);
    }

    static HostException locking(HostName host, IOException cause) {
        if (cause instanceof AccessDeniedException file) {
            String problem = "lock the host: this user may not write " + file.getFile();
            return failure(host, Optional.empty(), problem, "run as root", cause);
        }
        return failure(host, Optional.empty(), words(cause), "", cause);
    }

    static HostException watching(HostName host, IOException cause) {
        return failure(
                host,
                Optional.empty(),
                "hear of the host's changes: " + words(cause),
                "changes by others are seen when the host is read next",
                cause);
    }

    static HostException running(HostName host, String script, IOException cause) {
        return failure(host, Optional.empty(), "run `" + script + "`: " + words(cause), "", cause);
    }

    static HostException changing(HostName host, Progress progress, IOException cause) {
        String advice = advice(progress.failed().resource(), cause);
        return failure(host, Optional.of(progress), words(cause), advice, cause);
    }

    /// Nobody knows how far it came.
    static HostException unanswered(HostName host, IOException cause) {
        return failure(
                host,
                Optional.empty(),
                "change the host: " + cause.getMessage(),
                "what was done of the plan is not known: plan again",
                cause);
    }

    private static HostException failure(
            HostName host,
            Optional<Progress> progress,
            String problem,
            String advice,
            IOException cause) {
        return new HostException(
                host, progress, String.valueOf(problem), advice, Optional.of(cause));
    }

    private static String words(IOException cause) {
        return switch (cause) {
            case NetlinkException refused -> "the kernel says " + refused.answer();
            case NoSuchFileException file -> "there is no " + file.getFile();
            case AccessDeniedException file -> "this user may not write " + file.getFile();
            case FileSystemException file when file.getReason() != null ->
                    file.getFile() + ": " + file.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static String advice(Resource resource, IOException cause) {
        if (cause instanceof NetlinkException refused) {
            return refused.errno().map(errno -> advice(resource, errno)).orElse("");
        }
        return switch (resource) {
            case Sysctl _ ->
                    "/proc/sys may be read-only here (a container, or `ProtectKernelTunables=`): "
                            + ROOT;
            case TextFile _, Runtime _ ->
                    cause instanceof AccessDeniedException ? "run as root" : "";
            case ServiceUnit unit -> "look at `journalctl -u " + unit.name() + "`";
            case FirewallResource _ -> firewall(resource, words(cause));
            case Link _, BridgePort _, Entry _ -> "";
        };
    }

    private static String advice(Resource resource, Errno errno) {
        return errno == Errno.EPERM || errno == Errno.EACCES ? ROOT : Remedy.of(resource, errno);
    }

    private static String firewall(Resource resource, String words) {
        return words.contains("Operation not permitted") ? ROOT : Remedy.of(resource, words);
    }
}
