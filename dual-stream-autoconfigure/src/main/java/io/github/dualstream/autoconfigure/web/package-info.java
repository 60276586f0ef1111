/**
 * Auto-configuration of the web endpoints.
 */
@NullMarked
package io.github.dualstream.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
