/**
 * What projections and sagas promise while processes die, hang and come back.
 */
@NullMarked
package io.github.dualstream.faults.patterns;

import org.jspecify.annotations.NullMarked;
