"""Steps passed → how many signals of a camp saw something: marks of machines, of selling, of people.

A mark that few mails bear gets little weight from a model that must not trust it too far; the mail of another source bears
other ones of the same camp. What they have in common is their number (experiment 22). Signals of history, and those that a
list server leaves in anybody's mail, belong to no camp.
"""

from __future__ import annotations

from collections.abc import Iterable

AT_MOST = 10
"""Of a tally: a mail rarely has more of a camp."""

CAMPS: dict[str, frozenset[str]] = {
    "marks_of_machines": frozenset(
        """absence_reply account_or_trial address_of_a_task appointment_or_event author_in_third_person
        author_is_a_thing automatic_wording code_or_password declared_automatic delivery hidden_text labelled_values
        layout_tables marketing_platform no_author notifying_platform order_or_receipt readers_as_a_class remote_images report_of_a_mail_system
        reports_in_passive robot_address sent_by_a_library something_announced ticket_or_build
        transactional_platform undeliverable unsubscribe_wording
        unsubscribes_in_one_click view_in_browser""".split()
    ),
    "marks_of_selling": frozenset(
        """answer_wanted_before_all asks_for_a_yes_or_no benefit_promised boasts_in_figures booking_link
        break_up_wording call_asked_for came_across_the_reader click_asked_for company_dropped_in company_introduced
        customers_named_as_proof factory_offer flattery_without_a_fact follow_up_wording greeted_as_in_a_table
        guest_post_asked_for help_offered_unasked interest_asked_for list_offered merge_field_badly_filled
        merge_field_left_open no_way_out numbered_attempt open_pixels opt_out_by_reply price_by_the_unit
        readers_business_spoken_of right_person_asked_for sales_platform silence_remarked_on something_given_freely tracked_links
        urgency web_or_seo_offered""".split()
    ),
    "marks_of_people": frozenset(
        """answers_between_quotes answers_in_thread answers_the_readers_mail asks_as_a_customer begins_as_an_answer
        ends_with_a_question errand_asked_for live_talk loosely_typed own_doings_told own_life_told
        problem_described reader_asked_for_it reader_is_quoted referred_by_somebody seeks_work_press_or_study
        sentences_standing_alone several_people_addressed shared_things_referred_to signed_with_a_bare_name
        thanks_or_apologises thinks_aloud typing_errors written_on_a_telephone""".split()
    ),
}
"""Tally → the signals that it counts."""

_STEPS = {camp: tuple(f"{camp}>={n}" for n in range(1, AT_MOST + 1)) for camp in CAMPS}
STEPS = tuple(step for steps in _STEPS.values() for step in steps)
"""Every step that a tally can pass, in order."""


def tallied(passed: Iterable[str]) -> tuple[str, ...]:
    """The steps of tallies that a mail passes whose signals passed these steps."""
    seen = {step.partition(">=")[0] for step in passed}
    return tuple(step for camp, members in CAMPS.items() for step in _STEPS[camp][: len(members & seen)])


def spread(by_signal: dict[str, float]) -> dict[str, float]:
    """What each signal added to a mail's logit, where each tally's share goes to those that it counted, in equal parts."""
    told = {name: weight for name, weight in by_signal.items() if name not in CAMPS}
    for camp, members in CAMPS.items():
        counted = [name for name in told if name in members]
        for name in counted:
            told[name] += by_signal.get(camp, 0.0) / len(counted)
    return told
