package org.sitrep.report.returns;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Finding;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Severity;
import org.sitrep.tables.Submissions;

/**
 * Everything Sitrep has to say about one submission to its sender.
 *
 * @param submission id
 * @param file name it was received under, without folders
 * @param sha256 of the content; names the file in the archive
 * @param region region it came from or speaks for; null when that is not clear
 * @param container as in table {@code submission}; null when refused before it was known
 * @param outcome a value of {@link Submissions#OUTCOME}
 * @param persons it holds, or may hold, data on single persons
 * @param forms keys of the forms it was recognised as
 * @param dates days its rows are about, sorted
 * @param headings language of its headings; null when not told
 * @param findings those a sender can cure, in the order of the file; at most {@link
 *     Verdicts#IN_MEMORY}
 * @param count how many there are in all
 * @param worst worst severity among all of them
 */
public record Verdict(
    String submission,
    String file,
    String sha256,
    Instant receivedAt,
    @Nullable RegionCode region,
    @Nullable String container,
    String outcome,
    boolean persons,
    List<String> forms,
    List<LocalDate> dates,
    @Nullable Lang headings,
    long read,
    long accepted,
    long held,
    long rejected,
    List<Finding> findings,
    long count,
    Severity worst) {
  public Verdict {
    forms = List.copyOf(forms);
    dates = List.copyOf(dates);
    findings = List.copyOf(findings);
  }

  /** Whether something of it does not count until it is put right. */
  public boolean mustFix() {
    return worst.compareTo(Severity.HOLD) >= 0;
  }

  /** Whether there is content to give back. */
  boolean hasContent() {
    return outcome.equals(Submissions.READ) && container != null && !container.equals("zip");
  }
}
