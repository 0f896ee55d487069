package io.vxplan.discovery.daemon;

import java.util.Scanner;

/// Prints the address for each line that it reads; run in a namespace.
final class OwnAddressMain {
    private OwnAddressMain() {}

    public static void main(String[] args) {
        OwnAddress own = new OwnAddress();
        try (Scanner lines = new Scanner(System.in, "UTF-8")) {
            while (lines.hasNextLine()) {
                lines.nextLine();
                System.out.println(own.get().map(Object::toString).orElse("-"));
            }
        }
    }
}
