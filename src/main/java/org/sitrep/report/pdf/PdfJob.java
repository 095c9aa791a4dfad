package org.sitrep.report.pdf;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One PDF to make.
 *
 * @param template name of the master template, without folder or extension
 * @param parts templates it includes, each handed over as a parameter of that name
 * @param parameters values templates read
 * @param locale language of the document
 * @param seed everything that makes this document what it is; two jobs with the same seed get the
 *     same document id
 * @param created time stamped into the document; from the data, never from the clock
 * @param headingPages bookmarked heading to the page it has to stand on, from 1
 * @param fewestPages pages below which something was lost
 * @param mostPages pages above which the layout ran away
 */
public record PdfJob(
    String template,
    List<String> parts,
    Map<String, Object> parameters,
    Locale locale,
    String title,
    String author,
    String subject,
    String keywords,
    String seed,
    Instant created,
    Map<String, Integer> headingPages,
    int fewestPages,
    int mostPages) {}
