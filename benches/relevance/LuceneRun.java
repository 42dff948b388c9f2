import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Lucene as it comes: ArabicAnalyzer with its stop words, BM25 at its defaults, any word of the question.
 *
 * <p>LuceneRun DOCUMENTS QUERIES RUN [QUERIES RUN ...]; the first two hold a line each, id TAB text; RUN is written:
 * qid TAB docid TAB rank TAB score.
 */
public final class LuceneRun {
  private static final String TEXT = "text";
  private static final int DEPTH = 100;

  public static void main(String[] arguments) throws Exception {
    Analyzer analyzer = new ArabicAnalyzer();
    BM25Similarity bm25 = new BM25Similarity(1.2f, 0.75f);
    try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
      // One segment, so that equal scores stay in the order of the documents.
      IndexWriterConfig config = new IndexWriterConfig(analyzer).setSimilarity(bm25).setRAMBufferSizeMB(1024);
      try (IndexWriter writer = new IndexWriter(directory, config.setMergePolicy(NoMergePolicy.INSTANCE))) {
        for (String line : (Iterable<String>) Files.lines(Path.of(arguments[0]))::iterator) {
          int tab = line.indexOf('\t');
          Document document = new Document();
          document.add(new StoredField("id", line.substring(0, tab)));
          document.add(new TextField(TEXT, line.substring(tab + 1), Field.Store.NO));
          writer.addDocument(document);
        }
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(bm25);
        for (int place = 1; place + 1 < arguments.length; place += 2) {
          ask(searcher, analyzer, Path.of(arguments[place]), Path.of(arguments[place + 1]));
        }
      }
    }
  }

  private static void ask(IndexSearcher searcher, Analyzer analyzer, Path queries, Path run) throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(run)) {
      for (String line : Files.readAllLines(queries)) {
        int tab = line.indexOf('\t');
        int rank = 0;
        for (ScoreDoc hit : searcher.search(query(analyzer, line.substring(tab + 1)), DEPTH).scoreDocs) {
          String id = searcher.storedFields().document(hit.doc).get("id");
          out.write(String.format(Locale.ROOT, "%s\t%s\t%d\t%.6f%n", line.substring(0, tab), id, ++rank, hit.score));
        }
      }
    }
  }

  private static BooleanQuery query(Analyzer analyzer, String text) throws Exception {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    try (TokenStream tokens = analyzer.tokenStream(TEXT, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        builder.add(new TermQuery(new Term(TEXT, term.toString())), BooleanClause.Occur.SHOULD);
      }
      tokens.end();
    }
    return builder.build();
  }
}
