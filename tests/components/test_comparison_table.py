from clinic_site.components import care


def test_a_table_names_its_columns_and_rows_and_can_be_scrolled_by_keyboard():
    html = care.comparison_table(
        caption="How they differ",
        headers=["", "Infusion"],
        rows=[["Going home", "with <an> adult"]],
    )

    assert 'role="region" aria-label="How they differ" tabindex="0"' in html
    assert '<td></td><th scope="col">Infusion</th>' in html
    assert '<th scope="row">Going home</th><td>with &lt;an&gt; adult</td>' in html


def test_things_side_by_side_say_in_each_cell_which_one_it_is_about():
    html = care.comparison_table(
        caption="How they differ",
        headers=["", "Drip", "Coil"],
        rows=[["Going home", "with an adult", "alone"]],
    )

    assert " data-cards " in html
    assert '<td data-label="Coil">alone</td>' in html
