package org.sitrep.aggregate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.Measure;
import org.sitrep.tables.Observations;

/**
 * What the country's forms ask for. A form that asks for running totals only tells the counts of
 * the day all the same, and the other way round.
 */
final class Asked {
  private final Map<Question, Set<Set<String>>> cuts = new HashMap<>();
  private final Set<String> controls = new HashSet<>();
  private final Set<String> series = new HashSet<>();
  private final Set<String> lineLists = new HashSet<>();

  /** A measure of one case definition on one form. */
  private record Question(String form, String measure, @Nullable String stream) {}

  Asked(Conf conf) {
    for (FormSpec form : conf.forms()) {
      if (form.control()) {
        controls.add(form.key());
      }
      if (form.isSeries()) {
        series.add(form.key());
      }
      if (form.isLineList()) {
        lineLists.add(form.key());
      }
      for (ColumnSpec column : form.fields()) {
        add(form, column.measure(), column.dimensions());
        column.measures().forEach(word -> add(form, word.measure(), word.dimensions()));
      }
    }
  }

  private void add(FormSpec form, @Nullable String measure, Map<String, String> named) {
    if (measure != null) {
      Set<String> dimensions = new TreeSet<>(named.keySet());
      dimensions.remove(Observations.STREAM);
      cuts.computeIfAbsent(
              new Question(form.key(), measure, named.get(Observations.STREAM)),
              question -> new LinkedHashSet<>())
          .add(dimensions);
    }
  }

  /** Whether what a form tells is compared and not counted. */
  boolean isControl(String form) {
    return controls.contains(form);
  }

  /** Whether every file of a form holds the history so far. */
  boolean isSeries(String form) {
    return series.contains(form);
  }

  /** Whether the rows of a form are persons: its counts are parts that all add up. */
  boolean isLineList(String form) {
    return lineLists.contains(form);
  }

  /** Whether a form has a column for a measure. */
  boolean asks(String form, String measure, @Nullable String stream) {
    return cuts.containsKey(new Question(form, measure, stream));
  }

  /** Measures that some form asks for without their counterpart. */
  Set<String> alone() {
    Set<String> out = new TreeSet<>();
    for (Question question : cuts.keySet()) {
      new Measure(question.measure)
          .counterpart()
          .filter(other -> !asks(question.form, other.name(), question.stream))
          .ifPresent(other -> out.add(question.measure));
    }
    return out;
  }

  /**
   * Dimensions that not all columns of a measure name: such columns tell the same counts in several
   * ways. None when the form tells each count once.
   */
  Set<String> cuttingDimensions(String form, String measure, @Nullable String stream) {
    Collection<Set<String>> named =
        cuts.getOrDefault(new Question(form, measure, stream), Set.of());
    Set<String> out = new HashSet<>();
    named.forEach(out::addAll);
    Set<String> common = new HashSet<>(out);
    named.forEach(common::retainAll);
    out.removeAll(common);
    return out;
  }

  /** The cut a reported count is part of. */
  Cut cut(Fact.Key key) {
    Set<String> cutting = cuttingDimensions(key.form(), key.measure(), key.stream());
    if (cutting.isEmpty()) {
      return Cut.WHOLE;
    }
    return Cut.by(
        List.of(
                Observations.PRODUCT,
                Observations.COMPONENT,
                Observations.DOSE,
                Observations.PRIORITY_GROUP)
            .stream()
            .filter(cutting::contains)
            .filter(name -> key.dimension(name) != null)
            .toList());
  }
}
