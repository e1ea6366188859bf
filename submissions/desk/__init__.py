"""The registration desk in Wagtail's admin.

Views are thin: rows come from `submissions.scope`, states change only through the
doors in `submissions.lifecycle`, and what a door refuses is shown in its own words.
"""
