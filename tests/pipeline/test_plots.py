"""The plots of the overview: what their axes and labels say."""

from pipeline.plots import plot_indicators


def test_the_axis_of_a_count_has_whole_numbers_and_every_municipality(samples):
    figure = plot_indicators(samples)
    [axes] = figure.axes
    assert all(tick == int(tick) for tick in axes.get_xticks())
    assert len({label.get_text() for label in axes.get_yticklabels()}) == len(axes.get_yticklabels()) > 1
