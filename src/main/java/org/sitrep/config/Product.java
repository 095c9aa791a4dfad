package org.sitrep.config;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code products.csv}: a vaccine as a stock of its own.
 *
 * @param family products whose doses count for the same series, such as SPUTNIK_V
 * @param origin imported or local
 * @param components separate stocks of one product, in order of use: I and II; one element when all
 *     doses are the same
 * @param doseOfComponent component to dose number
 * @param dosesPerVial null when not known
 * @param intervalDays least days between the doses; null for one dose
 */
public record Product(
    String key,
    String family,
    String origin,
    Text name,
    Text shortName,
    List<String> aliases,
    List<String> components,
    Map<String, String> doseOfComponent,
    int doses,
    @Nullable Integer intervalDays,
    @Nullable Integer dosesPerVial,
    @Nullable LocalDate firstUse,
    Source source) {}
