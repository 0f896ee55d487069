package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.testing.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// Sees each transaction of nftables on a machine, from when this is made.
final class NftMonitor implements AutoCloseable {
    /// What nobody else names a table.
    private static final String SIGN = "table ip sign-of-nft-monitor-";

    private static final String TRANSACTION = "# new generation ";

    private final Machine machine;
    private final Process process;
    private final BufferedReader lines;

    NftMonitor(Machine machine) {
        this.machine = machine;
        this.process =
                Program.start(List.of("ip", "netns", "exec", machine.name(), "nft", "monitor"));
        this.lines = process.inputReader();
        try {
            while (!lines.ready()) {
                assertThat(process.isAlive()).isTrue();
                sign("listens");
            }
            sign("begin");
            readTo("add " + SIGN + "begin");
            readTo(TRANSACTION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many there were since.
    int transactions() {
        sign("end");
        return readTo("add " + SIGN + "end");
    }

    /// In one transaction.
    private void sign(String what) {
        machine.run("nft 'add %1$s; delete %1$s'".formatted(SIGN + what));
    }

    /// @return how many transactions were told of before that line
    private int readTo(String beginning) {
        int transactions = 0;
        for (String line = next(); !line.startsWith(beginning); line = next()) {
            transactions += line.startsWith(TRANSACTION) ? 1 : 0;
        }
        return transactions;
    }

    private String next() {
        try {
            return Objects.requireNonNull(lines.readLine(), "nft monitor has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
