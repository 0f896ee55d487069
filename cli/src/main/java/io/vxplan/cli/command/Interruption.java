package io.vxplan.cli.command;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.output.Terminal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/// Ctrl-C while hosts are changed: the first one asks to stop, the second one stops the program at
/// once.
///
/// Java's own way to hear of it, a shutdown hook, hears nothing of a second one. The class that
/// does is `sun.misc.Signal`, which is in every Java and in no API, so that the compiler warns of
/// it wherever it is named.
final class Interruption implements AutoCloseable {
    private final Terminal terminal;
    private final AtomicInteger times = new AtomicInteger();
    private final Signals signals;
    private final Object previous;

    private Interruption(Terminal terminal) throws ReflectiveOperationException {
        this.terminal = terminal;
        this.signals = new Signals();
        this.previous = signals.handle(signals.handler(this::heard));
    }

    static Interruption heed(Terminal terminal) {
        try {
            return new Interruption(terminal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java can't be told of signals", e);
        }
    }

    /// Whether somebody pressed it.
    boolean isAsked() {
        return times.get() > 0;
    }

    private void heard() {
        if (times.incrementAndGet() == 1) {
            terminal.say(
                    "vxplan: stopping: the hosts in hand are finished, and no other is begun; once more stops at once");
            return;
        }
        terminal.say(
                "vxplan: stopped at once: the hosts in hand are left as they are; the next apply goes on from there");
        terminal.flush();
        System.exit(ExitCode.INTERRUPTED);
    }

    /// From here on it ends the program as usual.
    @Override
    public void close() {
        try {
            signals.handle(previous);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a handler that was there is refused", e);
        }
    }

    private static final class Signals {
        private final Class<?> signal;
        private final Class<?> handler;

        Signals() throws ReflectiveOperationException {
            signal = Class.forName("sun.misc.Signal");
            handler = Class.forName("sun.misc.SignalHandler");
        }

        Object handler(Runnable heard) throws ReflectiveOperationException {
            MethodHandle run =
                    MethodHandles.publicLookup()
                            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                            .bindTo(heard);
            return MethodHandleProxies.asInterfaceInstance(
                    handler, MethodHandles.dropArguments(run, 0, signal));
        }

        /// @return who was told before
        Object handle(Object newHandler) throws ReflectiveOperationException {
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            return signal.getMethod("handle", signal, handler).invoke(null, interrupt, newHandler);
        }
    }
}
