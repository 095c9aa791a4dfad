package org.sitrep.report.returns;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sitrep.config.Conf;
import org.sitrep.domain.Finding;
import org.sitrep.domain.Lang;

/** What a sender who checks files before sending them reads on the terminal. */
public final class CheckTexts {
  private final ReturnTexts texts;
  private final Letters letters;

  public CheckTexts(Lang lang, Conf conf) {
    this.texts = new ReturnTexts(lang, conf.country());
    this.letters = new Letters(texts, conf);
  }

  /** What there is to say about one file: a line that sums up, and a line for each finding. */
  public List<String> of(Verdict verdict) {
    List<String> out = new ArrayList<>();
    out.add(
        texts.say(
            verdict.count() == 0 ? "check.clean" : "check.file",
            "file",
            verdict.file(),
            "n",
            verdict.count(),
            "nText",
            texts.number(verdict.count()),
            "became",
            letters.became(verdict)));
    int number = 0;
    for (Finding finding : verdict.findings()) {
      number++;
      out.add("  " + letters.line(number, finding));
    }
    return out;
  }

  /** Where a returned file was written. */
  public String returned(Returned returned) {
    Path path = returned.path();
    return "  "
        + texts.say(returned.copy() ? "check.returned" : "check.list", "file", path.toString());
  }

  /** How many files there were of each sort. */
  public String summary(List<Verdict> verdicts) {
    long fix = verdicts.stream().filter(Verdict::mustFix).count();
    long clean = verdicts.stream().filter(verdict -> verdict.count() == 0).count();
    return texts.say(
        "check.summary",
        "files",
        texts.number(verdicts.size()),
        "fix",
        texts.number(fix),
        "look",
        texts.number(verdicts.size() - fix - clean),
        "clean",
        texts.number(clean));
  }
}
