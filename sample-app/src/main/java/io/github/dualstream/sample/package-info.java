/**
 * GitHub activity dashboard: webhooks in, live page out.
 */
@NullMarked
package io.github.dualstream.sample;

import org.jspecify.annotations.NullMarked;
