# The peers of `throughline-bench text` on the same files and folds: TF-IDF with logistic regression (scikit-learn, its
# defaults) for labels and for sentiment, VADER for sentiment; k-means over TF-IDF for themes.
#     python3 -m venv venv && venv/bin/pip install scikit-learn vaderSentiment
#     venv/bin/python bench/text_peers.py categories|sentiment|speed|themes file.csv text-column label-column
import csv
import sys
import time
from collections import Counter

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, adjusted_mutual_info_score, f1_score
from sklearn.pipeline import make_pipeline
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

FOLDS = 5
STARS = {"1": "negative", "2": "negative", "3": "neutral", "4": "positive", "5": "positive"}


def say(what, truth, guessed, seconds):
    f1 = f1_score(truth, guessed, average="macro")
    print(f"{what}: accuracy {accuracy_score(truth, guessed):.4f}, macro-F1 {f1:.4f}; {len(truth) / seconds:,.0f} texts/s")


def folds(labels):
    dealt, numbers = Counter(), []
    for label in labels:
        dealt[label] += 1
        numbers.append(dealt[label] % FOLDS)
    return numbers


def learnt(texts, labels):
    guessed, seconds, fitting = [None] * len(texts), 0.0, 0.0
    numbers = folds(labels)
    for fold in range(FOLDS):
        seen = [at for at, number in enumerate(numbers) if number != fold]
        held = [at for at, number in enumerate(numbers) if number == fold]
        model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000))
        start = time.perf_counter()
        model.fit([texts[at] for at in seen], [labels[at] for at in seen])
        fitting += time.perf_counter() - start
        start = time.perf_counter()
        for at, guess in zip(held, model.predict([texts[at] for at in held])):
            guessed[at] = guess
        seconds += time.perf_counter() - start
    say(f"TF-IDF + logistic regression, a fit {fitting / FOLDS:.1f} s", labels, guessed, seconds)


def vader(texts, labels):
    analyser = SentimentIntensityAnalyzer()
    start = time.perf_counter()
    scores = [analyser.polarity_scores(text)["compound"] for text in texts]
    seconds = time.perf_counter() - start
    # The thresholds that its authors name.
    guessed = ["positive" if score >= 0.05 else "negative" if score <= -0.05 else "neutral" for score in scores]
    say("VADER", labels, guessed, seconds)


def themes(texts, labels):
    many, agreements = len(set(labels)), []
    start = time.perf_counter()
    for seed in range(3):
        groups = KMeans(many, n_init=1, random_state=seed).fit_predict(TfidfVectorizer().fit_transform(texts))
        agreements.append(adjusted_mutual_info_score(labels, groups))
    seconds = (time.perf_counter() - start) / 3
    shown = ", ".join(f"{one:.3f}" for one in agreements)
    print(f"k-means over TF-IDF, {many} groups: {seconds:.1f} s; adjusted mutual information with the labels {shown}")


what, name, text, label = sys.argv[1:]
rows = [row for row in csv.DictReader(open(name, encoding="utf-8", newline="")) if row[text].strip()]
texts = [row[text] for row in rows]
labels = [row[label] if what in ("categories", "themes") else STARS.get(row[label].strip(), row[label].strip()) for row in rows]
if what == "speed":
    analyser = SentimentIntensityAnalyzer()
    start = time.perf_counter()
    for each in texts:
        analyser.polarity_scores(each)
    print(f"VADER: {len(texts) / (time.perf_counter() - start):,.0f} texts/s")
if what == "sentiment":
    vader(texts, labels)
if what == "themes":
    themes(texts, labels)
elif what != "speed":
    learnt(texts, labels)
