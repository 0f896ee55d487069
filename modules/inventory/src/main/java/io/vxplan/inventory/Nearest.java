package io.vxplan.inventory;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what the user may have meant.
public final class Nearest {
    private Nearest() {}

    /// `did you mean 'x'?`, or an empty text where nothing is near.
    public static String advice(String word, Collection<String> known) {
        return of(word, known).map("did you mean '%s'?"::formatted).orElse("");
    }

    /// The known word that takes the fewest changes, at most a third of the letters.
    public static Optional<String> of(String word, Collection<String> known) {
        int limit = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(each -> Math.abs(each.length() - word.length()) <= limit)
                .filter(each -> distance(word, each) <= limit)
                .min(Comparator.comparingInt(each -> distance(word, each)));
    }

    /// Letters to insert, delete, replace or swap (Damerau-Levenshtein, each letter touched once).
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
