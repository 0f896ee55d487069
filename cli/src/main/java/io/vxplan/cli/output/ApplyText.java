package io.vxplan.cli.output;

import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.plan.HostPlan;

/// Progress for people.
final class ApplyText extends ApplyView {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final int hosts;

    ApplyText(Terminal terminal, int hosts) {
        this.terminal = terminal;
        this.hosts = hosts;
        progress();
    }

    @Override
    void applied(HostPlan plan) {
        int changes = plan.changes().size();
        line(plan.host() + ": " + changes + (changes == 1 ? " change" : " changes") + " made");
    }

    @Override
    void failed(HostName host, HostException failure) {
        StringBuilder text = new StringBuilder(host + ": failed");
        failure.change().ifPresent(change -> text.append(" to ").append(label(change)));
        text.append(": ").append(failure.getMessage());
        if (!failure.advice().isEmpty()) {
            text.append("; ").append(failure.advice());
        }
        line(text.toString());
    }

    private void line(String text) {
        if (terminal.interactive()) {
            terminal.err().print(CLEAR_LINE);
        }
        terminal.say(text);
        progress();
    }

    private void progress() {
        if (terminal.interactive() && count() < hosts) {
            terminal.err().print("[" + count() + "/" + hosts + "] ");
            terminal.err().flush();
        }
    }

    @Override
    public void close() {
        int done = count() - failures();
        terminal.result(
                "Applied: "
                        + done
                        + (done == 1 ? " host" : " hosts")
                        + " changed"
                        + (failures() == 0
                                ? ", and found as planned."
                                : ", " + failures() + " failed."));
        terminal.flush();
    }
}
