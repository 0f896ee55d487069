package io.vxplan.doctor.exam;

import java.util.regex.Pattern;

/// Patterns of names as shells and systemd have them; sets in brackets are none.
final class Glob {
    private Glob() {}

    static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.strip().toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return name.matches(regex.toString());
    }
}
