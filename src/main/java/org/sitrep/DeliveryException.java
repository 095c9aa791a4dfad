package org.sitrep;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Letters that did not leave; running {@code deliver} again sends these and no other. Letters that
 * perhaps left are told once and not sent again.
 */
final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryException(List<String> failures, List<String> unsure) {
    super(
        Stream.concat(
                Stream.of(
                        failures.size() + " mail(s) did not leave: " + String.join("; ", failures))
                    .filter(text -> !failures.isEmpty()),
                unsure.stream())
            .collect(Collectors.joining(". ")));
  }
}
