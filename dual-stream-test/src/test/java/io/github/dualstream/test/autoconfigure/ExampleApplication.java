package io.github.dualstream.test.autoconfigure;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Application under test.
 */
@SpringBootApplication
class ExampleApplication {

}
