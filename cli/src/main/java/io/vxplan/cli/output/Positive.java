package io.vxplan.cli.output;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers of things on the command line.
public final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // what is expected says it
        }
        throw new TypeConversionException("it must be a whole number, 1 or more");
    }
}
