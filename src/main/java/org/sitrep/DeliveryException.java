package org.sitrep;

import java.util.List;

/** Letters that did not leave; running {@code deliver} again sends these and no other. */
final class DeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryException(List<String> failures) {
    super(failures.size() + " mail(s) did not leave: " + String.join("; ", failures));
  }
}
