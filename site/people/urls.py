"""Addresses of people."""

from django.urls import path

from people.views import certificate, membership, merge, my, my_manager, my_work, person, role

app_name = "people"
urlpatterns = [
    path("my/", my.my_home, name="my_home"),
    path("my/manager/", my_manager.my_manager, name="my_manager"),
    path("my/manager/end/", my_manager.my_manager_end, name="my_manager_end"),
    path("my/team/", my_manager.my_team, name="my_team"),
    path(
        "my/team/<str:ref>/yes/", my_manager.my_team_answer, {"answer": "yes"}, name="my_team_yes"
    ),
    path("my/team/<str:ref>/no/", my_manager.my_team_answer, {"answer": "no"}, name="my_team_no"),
    path("my/work/", my_work.my_work, name="my_work"),
    path("my/work/<str:ref>/leave/", my_work.my_work_leave, name="my_work_leave"),
    path("my/work/<str:ref>/withdraw/", my_work.my_work_withdraw, name="my_work_withdraw"),
    path("my/requests/", my_work.my_requests, name="my_requests"),
    path(
        "my/requests/<str:person>/<str:organisation>/",
        my_work.my_request_answer,
        name="my_request_answer",
    ),
    path("team/people/", person.team_people_list, name="team_people_list"),
    path("team/people/<str:ref>/", person.team_people_detail, name="team_people_detail"),
    path(
        "team/people/<str:ref>/merge/",
        merge.team_people_merge_search,
        name="team_people_merge_search",
    ),
    path(
        "team/people/<str:ref>/merge/<str:other>/",
        merge.team_people_merge,
        name="team_people_merge",
    ),
    path("team/people/<str:ref>/name/", person.team_people_name, name="team_people_name"),
    path(
        "team/people/<str:ref>/organisations/add/",
        membership.team_people_membership_create,
        name="team_people_membership_create",
    ),
    path(
        "team/people/<str:ref>/organisations/<str:organisation>/end/",
        membership.team_people_membership_end,
        name="team_people_membership_end",
    ),
    path(
        "team/people/<str:ref>/roles/add/",
        role.team_people_role_grant,
        name="team_people_role_grant",
    ),
    path(
        "team/people/<str:ref>/roles/<str:role>/boroughs/",
        role.team_people_role_areas,
        name="team_people_role_areas",
    ),
    path(
        "team/people/<str:ref>/roles/<str:role>/revoke/",
        role.team_people_role_revoke,
        name="team_people_role_revoke",
    ),
    path(
        "team/people/<str:ref>/certificates/issue/<str:place>/",
        certificate.team_people_certificate_issue,
        name="team_people_certificate_issue",
    ),
    path(
        "team/people/<str:ref>/certificates/<str:number>/replace/",
        certificate.team_people_certificate_replace,
        name="team_people_certificate_replace",
    ),
    path(
        "team/people/<str:ref>/certificates/<str:number>/withdraw/",
        certificate.team_people_certificate_withdraw,
        name="team_people_certificate_withdraw",
    ),
]
