/**
 * Topics as code: templates, rules, a plan before every change, and drift.
 */
@NullMarked
package io.github.dualstream.topic;

import org.jspecify.annotations.NullMarked;
