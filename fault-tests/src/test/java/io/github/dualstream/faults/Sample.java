package io.github.dualstream.faults;

import io.github.dualstream.harness.history.NotificationCounts;
import io.github.dualstream.harness.history.ResourceSample;

/**
 * What the application under test says of itself at one moment.
 *
 * @param acknowledged publishes that were acknowledged, by its meter
 * @param notifications what became of its notifications
 * @param circuit state of the breaker
 * @param resources what it holds
 */
record Sample(long acknowledged, NotificationCounts notifications, String circuit, ResourceSample resources) {

}
