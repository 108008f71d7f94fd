"""A page as a draft: what is in it, what is not, and that the graph holds with it."""

import json
from pathlib import Path

import pytest

import immunograph
import leaflets
from immunograph.candidates.candidate import Amount, NewThing
from immunograph.errors import BadParameter
from immunograph.ingest.draft import Draft, Given, draft
from immunograph.ingest.printed import as_mapping, to_json
from immunograph.ingest.standing import CONFIRMS, DENIES, DIFFERS, KNOWN, NEW
from immunograph.ingest.summary import summary
from immunograph.library import Library
from immunograph.pages.page import Problem
from immunograph.passage import shingles, words
from immunograph.review import whole
from immunograph.review.items import items, to_mapping
from immunograph.review.merging import edited
from immunograph.vocabulary import BASE, IG
from leaflets import EFFECT, HICCUPS, PAGE, SAYS, Said, page, proposal

GIVEN = Said(
    "Administration",
    "",
    "without a break",
    fields={
        "mode": (f"{IG}ContinuousInfusion",),
        "duration": (Amount("28", f"{IG}Day"),),
        "courseDuration": (Amount("5.50", f"{IG}Week"),),
    },
)


@pytest.fixture(scope="module")
def made(library: Library) -> Draft:
    return draft(proposal(page(), (*SAYS, GIVEN)), library.dataset)


@pytest.fixture
def copy(copied: Path) -> Library:
    """A copy of the repository that a test may edit."""
    return immunograph.open(copied)


def put_in(copy: Library, made: Draft) -> Library:
    """The repository with a draft put into its files."""
    found = edited(copy.repository, made.lines, copy.dataset.prefixes.namespaces)
    whole.write({copy.repository.root / each.name: each.after for each in found})
    return immunograph.open(copy.repository.root)


def standings(of: Draft) -> dict[str, str]:
    return {one.iri.rpartition("/")[2]: one.standing for one in of.claims}


def test_claims_are_new_or_confirmed(made: Draft) -> None:
    assert standings(made) == {
        "blinatumomab_engages_cd19": CONFIRMS,
        "blinatumomab_causes_headache": CONFIRMS,
        "blinatumomab_causes_hiccups": NEW,
        "blinatumomab_given_continuous-infusion_example-org-invented-leaflet-on-blinatumomab": NEW,
    }


def test_the_draft_in_the_graph_is_consistent_and_laid_out(copy: Library, made: Draft) -> None:
    after = put_in(copy, made)
    report = after.check()
    assert [str(f) for f in report.findings if f.severity == "violation"] == []
    root = after.repository.root
    written = [
        root / "graph" / "drug" / "blinatumomab.ttl",
        *root.glob("graph/*/*invented-leaflet*.ttl"),
    ]
    assert len(written) == 2
    assert after.format(written, write=False) == []
    again = draft(proposal(page(), (*SAYS, GIVEN)), after.dataset)
    assert again.is_known
    assert again.lines == ()
    assert summary(again).endswith("nothing new\n")


def test_every_sentence_is_accounted_for(made: Draft) -> None:
    text, at = made.page.text, 0
    for one in made.ledger.entries:
        assert text[at : one.start].strip() == ""
        at = one.end
    assert text[at:].strip() == ""
    assert [one.order for one in made.ledger.entries] == list(
        range(1, len(made.ledger.entries) + 1)
    )


def test_quantities_are_nodes_in_their_plain_form(made: Draft) -> None:
    assert "quantity:5.5_wk\n    a ig:Quantity" in made.turtle
    assert 'skos:prefLabel "5.5 weeks"@en' in made.turtle
    assert "ig:courseDuration quantity:5.5_wk" in made.turtle


def test_no_eight_words_of_the_page_stand_in_the_draft_or_the_review(made: Draft) -> None:
    runs = set(shingles(words(made.page.text), 8))
    review = "\n".join(json.dumps(to_mapping(one)) for one in items(made))
    for text in (made.turtle, review):
        assert runs.isdisjoint(shingles(words(text), 8))


def test_a_title_and_headings_that_are_sentences_are_cut_short(library: Library) -> None:
    heading = "What every reader of this leaflet should ask the nurse before the first drip"
    text = f"# {heading}\n\nA line.\n\n## {heading} and after the last\n\nAnother line.\n"
    made = draft(proposal(page(text), ()), library.dataset)
    runs = set(shingles(words(text), 8))
    assert runs.isdisjoint(shingles(words(made.turtle), 8))
    assert "What every reader" in made.turtle


def test_the_same_page_gives_the_same_bytes(library: Library, made: Draft) -> None:
    again = draft(
        proposal(page(), (*SAYS, GIVEN)), immunograph.open(library.repository.root).dataset
    )
    assert again.turtle.encode() == made.turtle.encode()


def test_a_date_is_never_invented(library: Library) -> None:
    text = PAGE.replace("lastReviewed: '2026-10-01'\n", "")
    without = draft(proposal(page(text)), library.dataset)
    assert without.identity.date == without.page.sha256[:12]
    assert "no-date" in [one.kind for one in without.problems]
    fetched = draft(proposal(page(text)), library.dataset, Given(retrieved="2026-11-02"))
    assert fetched.identity.date == "2026-11-02"
    assert 'ig:retrievedOn "2026-11-02"^^xsd:date' in fetched.turtle
    with pytest.raises(BadParameter, match="no day"):
        draft(proposal(page(text)), library.dataset, Given(retrieved="yesterday"))


def test_a_publisher_of_the_graph_gives_its_licence_others_reserve_all_rights(
    library: Library,
) -> None:
    made = draft(proposal(page()), library.dataset, Given(publisher="National Cancer Institute"))
    assert "ig:licence ig:PublicDomain" in made.turtle
    assert made.identity.slug == "nci-invented-leaflet-on-blinatumomab"
    other = draft(proposal(page()), library.dataset, Given(publisher="Invented House"))
    assert "ig:licence ig:AllRightsReserved" in other.turtle
    assert "org:invented-house\n    a ig:Organization" in other.turtle


def test_the_website_that_a_page_names_says_who_publishes_it(library: Library) -> None:
    said = "More on this medicine is available on the {} website.\n"
    text = PAGE.replace("url: ", "where: ")
    for name, known in (("National Cancer Institute", True), ("House of Inventions", False)):
        made = draft(proposal(page(text + "\n" + said.format(name))), library.dataset, Given())
        assert (made.identity.publisher.label == name) is known


def test_a_page_of_the_graph_keeps_the_names_of_its_ledger(library: Library, corpus: Path) -> None:
    path = corpus / "seed" / "acs-all-immunotherapy.txt"
    seed = page(path.read_text("utf-8"), path.name)
    at = next(s for s in seed.sentences if "CD19" in s.text)
    about = Said("TargetEngagement", f"{BASE}antigen/cd19", at.text)
    found = as_mapping(draft(proposal(seed, [about]), library.dataset))
    assert {one["id"] for one in found["passages"]} >= {"acs-all-immunotherapy_2024-11-11_p42"}
    assert found["claims"][0]["passages"]
    ids = {one["id"] for one in found["sections"]}
    assert {one["section"] for one in found["passages"]} <= ids
    assert found["page"]["known"] is True


def test_a_claim_beside_one_that_says_otherwise_has_its_own_name(library: Library) -> None:
    says = Said(
        "TargetEngagement",
        f"{BASE}antigen/cd19",
        "grasps CD19",
        fields={"role": (f"{IG}EffectorRecruitment",)},
    )
    made = draft(proposal(page(), [says]), library.dataset)
    (one,) = made.claims
    assert one.standing == DIFFERS
    assert one.fields == ("role",)
    assert one.iri.endswith("cd19_example-org-invented-leaflet-on-blinatumomab")
    assert f"{BASE}claim/blinatumomab_engages_cd19" in one.against


def test_what_a_page_denies_is_no_claim_of_the_draft(library: Library) -> None:
    says = [
        Said(EFFECT, f"{BASE}event/headache", "had a stroke", negated=True),
        Said(EFFECT, HICCUPS.iri, "had a stroke", negated=True),
    ]
    made = draft(proposal(page(), says), library.dataset)
    assert standings(made) == {
        "blinatumomab_causes_headache": DENIES,
        "blinatumomab_causes_hiccups": NEW,
    }
    assert "ig:disputedBy passage:" in made.turtle
    assert "hiccups" not in made.turtle
    assert [one.group for one in items(made)] == ["denies"]


def test_candidates_that_say_one_thing_are_one_claim(library: Library) -> None:
    rank, serious = (f"{IG}Common",), (f"{IG}Serious",)
    says = [
        Said(EFFECT, HICCUPS.iri, "notice hiccups", fields={"frequencyRank": rank}),
        Said(EFFECT, HICCUPS.iri, "complain of", fields={"seriousness": serious}),
        Said(EFFECT, HICCUPS.iri, "had a stroke", fields={"frequencyRank": (f"{IG}Rare",)}),
    ]
    made = draft(proposal(page(), says), library.dataset)
    first, second = made.claims
    assert set(first.candidate.fields) == {"frequencyRank", "seriousness"}
    assert len(first.candidate.sentences) == 2
    assert second.iri == f"{first.iri}_2"


def test_a_claim_about_what_is_not_there_is_left_out_and_said(library: Library) -> None:
    made = draft(
        proposal(page(), [Said(EFFECT, f"{BASE}event/unheard-of", "hiccups")]), library.dataset
    )
    assert made.claims == ()
    assert [one.kind for one in made.problems] == ["claim-left-out"]


def test_json_has_the_shape_that_is_documented(made: Draft) -> None:
    found = json.loads(to_json(made))
    assert set(found) >= {"page", "sections", "passages", "mentions", "claims", "problems"}
    assert set(found["page"]) >= {"title", "sha256", "last_reviewed", "language"}
    for one in found["passages"]:
        assert set(one) == {"id", "section", "start", "end", "sha256", "disposition"}
    ids = {one["id"] for one in found["passages"]}
    for one in found["claims"]:
        assert set(one["passages"]) <= ids
        assert one["passages"]
    dispositions = {one["id"]: one["disposition"] for one in found["passages"]}
    assert all(dispositions[p] == "Modelled" for one in found["claims"] for p in one["passages"])


def test_problems_are_said_with_their_place(library: Library) -> None:
    made = proposal(page())
    problem = Problem("empty-list", "the list is empty", leaflets.order(made.page, "T cell"))
    with_problem = type(made)(made.page, (), made.candidates, made.things, (problem,))
    of = draft(with_problem, library.dataset)
    assert "  leaflet.md:15:1: the list is empty" in summary(of)
    found = as_mapping(of)["problems"][0]
    assert found["passage"].endswith(f"_p{problem.sentence}")
    assert "ig:problem" not in of.turtle


def test_two_pages_of_one_name_at_two_addresses_are_two_sources(copy: Library) -> None:
    after = put_in(copy, draft(proposal(page()), copy.dataset))
    text = PAGE.replace("example.org/leaflets", "example.org/other").replace("a pause", "a rest")
    other = draft(proposal(page(text)), after.dataset)
    assert other.identity.known == ""
    assert other.identity.slug.startswith("example-org-invented-leaflet-on-blinatumomab-")
    assert standings(other)["blinatumomab_causes_hiccups"] == CONFIRMS
    assert KNOWN not in standings(other).values()


def test_new_things_are_named_once(made: Draft) -> None:
    assert made.things == (NewThing(HICCUPS.iri, "AdverseEvent", "hiccups", 0),)
    assert 'event:hiccups\n    a ig:AdverseEvent ;\n    skos:prefLabel "hiccups"@en' in made.turtle
