package org.sitrep.report;

import java.nio.file.Path;
import org.sitrep.domain.Lang;

/**
 * A report on disk.
 *
 * @param edition {@code national} or a region code in lower case
 * @param sha256 of its bytes, in hex
 * @param headline the news in one sentence, in its language
 */
public record ReportFile(
    Path path, String edition, Lang lang, String sha256, int pages, String headline) {}
