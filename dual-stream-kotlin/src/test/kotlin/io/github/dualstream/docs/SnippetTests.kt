package io.github.dualstream.docs

import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.walk
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * The snippets of the page are parts of sources that are compiled. Indentation and empty
 * lines do not count.
 */
class SnippetTests {

    @Test
    fun `snippets are compiled`() {
        val compiled = Path.of("src/test/kotlin/com/example").walk().map { normalized(it.readText()) }.toList()
        val snippets = Regex("```kotlin\\R(.*?)```", RegexOption.DOT_MATCHES_ALL)
            .findAll(Path.of("../docs/kotlin.md").readText())
            .map { normalized(it.groupValues[1]) }
            .toList()
        assertThat(snippets).isNotEmpty().allSatisfy({ snippet ->
            assertThat(compiled).anySatisfy({ assertThat(it).contains(snippet) })
        })
    }

    private fun normalized(source: String): String =
        source.lines().map(String::trim).filter(String::isNotEmpty).joinToString("\n")

}
