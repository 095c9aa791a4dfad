package org.sitrep.report.returns;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of returned files: the sender's own, so that it is recognised, and nothing else of it. What
 * could lead out of the folder, hide an ending or trouble another system is taken away.
 */
final class FileNames {
  /** File systems count bytes, and Cyrillic letters have two. */
  private static final int MOST_BYTES = 160;

  private static final Pattern RETURNED =
      Pattern.compile("(?i)-returned-[a-z]{2}(?:-[0-9a-f]{6})?$");

  private static final Pattern ENDING = Pattern.compile("(?i)\\.[a-z0-9]{1,5}$");

  /** Windows keeps these names for devices. */
  private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])");

  private final Set<String> taken = new HashSet<>();

  /**
   * A free name without ending.
   *
   * @param folder in which the name must be free
   * @param original name as received
   * @param submission id, part of the name when another file has it already
   */
  String free(String folder, String original, String lang, String submission) {
    String stem = safe(original) + "-returned-" + lang;
    if (taken.add(folder + "/" + stem.toLowerCase(Locale.ROOT))) {
      return stem;
    }
    String own = stem + "-" + submission.substring(0, Math.min(6, submission.length()));
    taken.add(folder + "/" + own.toLowerCase(Locale.ROOT));
    return own;
  }

  /** The name without its ending, made of letters, digits and a few signs. */
  static String safe(String original) {
    String name = original.substring(original.lastIndexOf('/') + 1);
    name = name.substring(name.lastIndexOf('\\') + 1);
    name = ENDING.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceFirst("");
    name = RETURNED.matcher(name).replaceFirst("");
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              boolean kept = Character.isLetterOrDigit(c) || " ._-()+№".indexOf(c) >= 0;
              if (kept) {
                out.appendCodePoint(c);
              } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
                out.append('_');
              }
            });
    String safe = out.toString().strip();
    while (safe.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
    }
    safe = safe.replaceAll("^[. ]+|[. ]+$", "");
    return safe.isEmpty() || DEVICE.matcher(safe).matches() ? "file" + safe : safe;
  }
}
