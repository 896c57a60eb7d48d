"""
The queue of jobs: what is done in the background, each with its effect once, behind the API of Django's tasks.

A room writes a function in its `tasks.py` and marks it with `django_tasks.task`. `later` (or the task's `enqueue`) puts
it in the queue, in the caller's transaction. A worker (`samhold worker`, or a thread of `samhold serve`) takes it.
"""
