package io.vxplan.netlink;

import java.util.Arrays;
import java.util.Optional;

/// The errors that networking is known to answer with (asm-generic/errno.h), and their meaning.
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or directory"),
    ESRCH(3, "no such process: there is no such route"),
    EINTR(4, "interrupted"),
    EIO(5, "input or output error"),
    ENXIO(6, "no such device or address"),
    E2BIG(7, "argument list too long"),
    EAGAIN(11, "no answer in time"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EFAULT(14, "bad address"),
    EBUSY(16, "device or resource busy"),
    EEXIST(17, "exists already"),
    EXDEV(18, "invalid cross-device link"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EINVAL(22, "invalid argument"),
    EMFILE(24, "too many open files"),
    ENOSPC(28, "no space left"),
    ERANGE(34, "out of range"),
    ELOOP(40, "would be a loop"),
    EMSGSIZE(90, "message too long"),
    EPROTONOSUPPORT(93, "protocol not supported"),
    EOPNOTSUPP(95, "operation not supported"),
    EPFNOSUPPORT(96, "protocol family not supported"),
    EAFNOSUPPORT(97, "address family not supported"),
    EADDRINUSE(98, "address in use"),
    EADDRNOTAVAIL(99, "no such address"),
    ENETDOWN(100, "network is down"),
    ENETUNREACH(101, "network is unreachable"),
    ENOBUFS(105, "no buffer space left"),
    ENOTCONN(107, "not connected"),
    ETIMEDOUT(110, "timed out"),
    EHOSTDOWN(112, "host is down"),
    EHOSTUNREACH(113, "no route to host");

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /// As errno.h has it; the kernel answers its negative.
    public int number() {
        return number;
    }

    /// Empty for a number that is not listed here.
    public static Optional<Errno> of(int number) {
        return Arrays.stream(values()).filter(errno -> errno.number == number).findFirst();
    }

    /// `EEXIST (exists already)`, or the number where the name is not known.
    static String describe(int number) {
        return of(number)
                .map(errno -> errno + " (" + errno.meaning + ")")
                .orElse("error " + number);
    }
}
