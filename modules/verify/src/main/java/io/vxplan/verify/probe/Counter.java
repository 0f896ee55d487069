package io.vxplan.verify.probe;

import io.vxplan.model.ShellWord;
import io.vxplan.model.address.InterfaceName;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packets an interface has received.
public final class Counter {
    private static final Pattern RECEIVED =
            Pattern.compile("\"rx\"\\s*:\\s*\\{[^}]*\"packets\"\\s*:\\s*([0-9]{1,18})");

    private Counter() {}

    public static String script(InterfaceName device) {
        return "PATH=$PATH:/usr/sbin:/sbin\nip -j -s link show dev "
                + ShellWord.quoted(device.value())
                + "\n";
    }

    /// The count in what the script printed.
    public static OptionalLong parse(String output) {
        Matcher matcher = RECEIVED.matcher(output);
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }
}
