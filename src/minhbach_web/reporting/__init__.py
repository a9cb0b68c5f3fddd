"""Forms, periods, units' reports, approvals, totals and the consolidated report."""
