package io.vxplan.inventory;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The types of plain scalars in YAML 1.1, as PyYAML tells them apart: a number with an exponent
/// needs a point and a sign (`1e5` is a string), and `y` and `n` are strings.
final class PlainScalar {
    private static final Pattern BOOL =
            Pattern.compile(
                    "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern INTEGER =
            Pattern.compile(
                    "[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+"
                            + "|[1-9][0-9_]*(?::[0-5]?[0-9])+)");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private PlainScalar() {}

    static @Nullable Object resolve(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        }
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            Boolean bool = bool(text);
            return bool == null ? text : bool;
        }
        Object number = decimal(text);
        number = number == null ? integer(text) : number;
        return number == null ? text : number;
    }

    static @Nullable Boolean bool(String text) {
        if (!BOOL.matcher(text).matches()) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case String _ -> false;
        };
    }

    /// A `Long`, or a `BigInteger` where it does not fit.
    static @Nullable Number integer(String text) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        boolean negative = text.startsWith("-");
        String digits = text.replaceAll("[-+_]", "");
        BigInteger size;
        if (digits.startsWith("0b")) {
            size = parse(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            size = parse(digits.substring(2), 16);
        } else if (digits.startsWith("0")) {
            size = parse(digits, 8);
        } else if (digits.contains(":")) {
            size = sexagesimal(digits);
        } else {
            size = parse(digits, 10);
        }
        BigInteger value = negative ? size.negate() : size;
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    /// Underscores alone (`0x_`) are taken for zero.
    private static BigInteger parse(String digits, int radix) {
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, radix);
    }

    private static BigInteger sexagesimal(String text) {
        BigInteger value = BigInteger.ZERO;
        for (String part : text.split(":", -1)) {
            value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        return value;
    }

    static @Nullable Double decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return null;
        }
        boolean negative = text.startsWith("-");
        String size = text.replaceAll("^[-+]|_", "").toLowerCase(Locale.ROOT);
        double value =
                switch (size) {
                    case ".inf" -> Double.POSITIVE_INFINITY;
                    case ".nan" -> Double.NaN;
                    case String other -> sexagesimalDecimal(other);
                };
        return negative ? -value : value;
    }

    /// With the tag `!!float`, what other languages take for a number is one as well.
    static @Nullable Double anyDecimal(String text) {
        Double value = decimal(text);
        try {
            return value != null ? value : Double.valueOf(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static double sexagesimalDecimal(String text) {
        double value = 0;
        for (String part : text.split(":", -1)) {
            value = value * 60 + Double.parseDouble(part);
        }
        return value;
    }
}
