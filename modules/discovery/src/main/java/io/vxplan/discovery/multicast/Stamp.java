package io.vxplan.discovery.multicast;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// What an authenticated message carries so that a recorded one is worth nothing: see [Sessions].
///
/// @param session of the speaker's process, made up at its start
/// @param sequence of this message in that session
/// @param nonce who wants to be believed by the speaker repeats it
/// @param asks sessions that the speaker does not believe yet
/// @param answers nonces of those who asked the speaker
record Stamp(String session, long sequence, String nonce, List<String> asks, List<String> answers) {
    /// Of an ask or answer in JSON, in characters.
    static final int ENTRY = 19;

    private static final SecureRandom RANDOM = new SecureRandom();

    Stamp {
        asks = List.copyOf(asks);
        answers = List.copyOf(answers);
    }

    /// Sixteen characters that nobody can have recorded before.
    static String random() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    static boolean isRandom(String text) {
        return text.length() == 16 && text.chars().allMatch(HexFormat::isHexDigit);
    }
}
