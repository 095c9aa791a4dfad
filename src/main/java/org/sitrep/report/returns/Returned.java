package org.sitrep.report.returns;

import java.nio.file.Path;
import java.util.List;
import org.sitrep.domain.Lang;

/**
 * A file that was written to go back.
 *
 * @param copy whether it holds the sender's own table and can be corrected and sent back
 * @param letter paragraphs of the letter about it, in {@code lang}
 */
public record Returned(Path path, Lang lang, Verdict verdict, boolean copy, List<String> letter) {
  public Returned {
    letter = List.copyOf(letter);
  }
}
