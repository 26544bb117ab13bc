#include <string.h>

#include "write_built.h"
#include "write_view_format.h"
#include "write_view_job.h"

/* The facts of a chart: one row a period of the statement, one column a series. */
typedef struct chart_facts {
    size_t *periods; /* numbers, ascending */
    size_t period_count;
    const ks_fact **facts;
    ks_arena arena;
    ks_decimal largest; /* without sign */
} chart_facts;

static ks_status init_facts(chart_facts *chart, const ks_view_statement *statement,
                            size_t series_count)
{
    memset(chart, 0, sizeof *chart);
    ks_arena_init(&chart->arena);
    chart->periods = ks_arena_zero(&chart->arena, statement->columns.count + 1, sizeof(size_t));
    if (chart->periods == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t c = 0; c < statement->columns.count; c++) {
        size_t period = statement->columns.items[c].period;
        if (c == 0 || period != statement->columns.items[c - 1].period) {
            chart->periods[chart->period_count++] = period;
        }
    }
    chart->facts =
        ks_arena_zero(&chart->arena, chart->period_count * series_count + 1, sizeof *chart->facts);
    return chart->facts == NULL ? KS_ERR_MEMORY : KS_OK;
}

static size_t find_row(const chart_facts *chart, size_t period)
{
    size_t low = 0;
    size_t high = chart->period_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (chart->periods[middle] < period) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Figures of the whole, of no segment. */
static bool is_charted(const ks_view_chart *options, const ks_fact *fact)
{
    return !fact->is_nil && fact->context->dimension_count == 0 && fact->unit != NULL &&
           fact->unit == options->unit && ks_item_kind_is_numeric(fact->concept->kind);
}

static ks_status collect_series(chart_facts *chart, const ks_view_job *job,
                                const ks_view_statement *statement, const ks_view_chart *options,
                                size_t series)
{
    ks_view_facts facts = ks_view_facts_of(&job->index, options->series[series]);
    ks_view_places places = {0};
    ks_status status = KS_OK;
    for (size_t i = 0; i < facts.count && status == KS_OK; i++) {
        places.count = 0;
        if (is_charted(options, facts.items[i])) {
            status = ks_view_find_places(&job->index, &statement->span, KS_BALANCE_PLAIN,
                                         facts.items[i], &places);
        }
        for (size_t p = 0; p < places.count && status == KS_OK; p++) {
            size_t row = find_row(chart, places.items[p]);
            const ks_fact **cell = &chart->facts[row * options->series_count + series];
            ks_decimal size = ks_decimal_abs(&facts.items[i]->number);
            *cell = *cell == NULL ? facts.items[i] : *cell;
            if (ks_decimal_compare(&size, &chart->largest) > 0) {
                chart->largest = size;
            }
        }
    }
    ks_vec_release(&places);
    return status;
}

/* The length of a bar, per mille of the largest. */
static ks_status write_share(ks_view_job *job, chart_facts *chart, const ks_fact *fact)
{
    ks_decimal share = ks_decimal_abs(&fact->number);
    share = ks_decimal_shift(&share, 3);
    if (!ks_decimal_is_zero(&share)) {
        ks_status status = ks_decimal_divide(&chart->arena, &share, &chart->largest, 0, &share);
        if (status != KS_OK) {
            return status;
        }
    }
    ks_str_clear(&job->text);
    ks_decimal_write(&job->text, &share, 0, "");
    ks_write_built_attr(&job->writer, "share", &job->text);
    return KS_OK;
}

static ks_status write_bar(ks_view_job *job, chart_facts *chart, const ks_fact *fact, size_t number,
                           int32_t scale)
{
    ks_view_figure figure;
    ks_status status = ks_view_make_figure(&chart->arena, fact, NULL, scale, &figure);
    if (status != KS_OK) {
        return status;
    }
    ks_xml_write_start(&job->writer, "bar");
    ks_view_write_number(job, "series", number);
    status = write_share(job, chart, fact);
    ks_xml_write_attr(&job->writer, "negative", figure.is_negative ? "true" : NULL);
    ks_view_write_labels(job, fact->concept, NULL);
    for (size_t i = 0; i < job->options->language_count; i++) {
        ks_str_clear(&job->text);
        ks_view_write_figure(&job->text, job->options->languages[i], &figure);
        ks_view_write_built(job, "text", job->options->languages[i]);
    }
    ks_xml_write_end(&job->writer);
    return status;
}

/* A period in which none of the series has a fact gets no group. */
static ks_status write_group(ks_view_job *job, chart_facts *chart, size_t row, size_t series_count,
                             int32_t scale)
{
    const ks_fact **facts = chart->facts + row * series_count;
    ks_status status = KS_OK;
    bool is_open = false;
    for (size_t s = 0; s < series_count && status == KS_OK; s++) {
        if (facts[s] == NULL) {
            continue;
        }
        if (!is_open) {
            ks_xml_write_start(&job->writer, "group");
            ks_view_write_heading(job, "label", chart->periods[row]);
            is_open = true;
        }
        status = write_bar(job, chart, facts[s], s + 1, scale);
    }
    if (is_open) {
        ks_xml_write_end(&job->writer);
    }
    return status;
}

ks_status ks_view_write_chart(ks_view_job *job, const ks_view_statement *statement,
                              const ks_view_chart *options)
{
    chart_facts chart;
    size_t currency = options->unit == NULL ? KS_VIEW_NO_CURRENCY
                                            : job->index.currency_of_unit[options->unit->index];
    ks_status status = init_facts(&chart, statement, options->series_count);
    for (size_t s = 0; s < options->series_count && status == KS_OK; s++) {
        status = collect_series(&chart, job, statement, options, s);
    }
    if (status == KS_OK) {
        ks_xml_write_start(&job->writer, "chart");
        ks_xml_write_attr(&job->writer, "id", options->id);
        ks_view_write_texts(job, "title", options->titles);
        for (size_t p = 0; p < chart.period_count && status == KS_OK; p++) {
            status = write_group(job, &chart, p, options->series_count, statement->scale);
        }
        if (status == KS_OK) {
            status = ks_view_write_unit_line(job, statement, currency);
        }
        ks_xml_write_end(&job->writer);
    }
    ks_arena_release(&chart.arena);
    return status;
}
