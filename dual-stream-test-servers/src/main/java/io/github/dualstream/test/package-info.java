/**
 * Real Kafka and Redis servers for tests, with or without Docker, and access to their raw
 * data.
 */
@NullMarked
package io.github.dualstream.test;

import org.jspecify.annotations.NullMarked;
