package org.smartmeter.metrology.calibration;

/// Solves small systems of linear equations in the sense of least squares.
final class LeastSquares {

    /// A pivot below this share of its column says that the equations do not tell two unknowns
    /// apart.
    private static final double LEAST_PIVOT = 1e-10;

    private LeastSquares() {}

    /// @param rows one per equation
    /// @param wanted right sides
    /// @throws CalibrationException if the equations do not determine the unknowns
    static double[] solve(double[][] rows, double[] wanted) {
        int unknowns = rows[0].length;
        double[] scale = new double[unknowns];
        for (double[] row : rows) {
            for (int k = 0; k < unknowns; k++) {
                scale[k] += row[k] * row[k];
            }
        }
        double[][] normal = new double[unknowns][unknowns + 1];
        for (int k = 0; k < unknowns; k++) {
            scale[k] = scale[k] > 0 ? Math.sqrt(scale[k]) : 1;
        }
        for (int n = 0; n < rows.length; n++) {
            for (int k = 0; k < unknowns; k++) {
                double scaled = rows[n][k] / scale[k];
                for (int j = 0; j < unknowns; j++) {
                    normal[k][j] += scaled * rows[n][j] / scale[j];
                }
                normal[k][unknowns] += scaled * wanted[n];
            }
        }
        double[] solution = eliminate(normal);
        for (int k = 0; k < unknowns; k++) {
            solution[k] /= scale[k];
        }
        return solution;
    }

    private static double[] eliminate(double[][] m) {
        int size = m.length;
        for (int k = 0; k < size; k++) {
            int pivot = k;
            for (int row = k + 1; row < size; row++) {
                pivot = Math.abs(m[row][k]) > Math.abs(m[pivot][k]) ? row : pivot;
            }
            double[] swapped = m[k];
            m[k] = m[pivot];
            m[pivot] = swapped;
            if (!(Math.abs(m[k][k]) > LEAST_PIVOT)) {
                throw new CalibrationException(
                        "the load points do not tell all coefficients apart");
            }
            for (int row = k + 1; row < size; row++) {
                double factor = m[row][k] / m[k][k];
                for (int column = k; column <= size; column++) {
                    m[row][column] -= factor * m[k][column];
                }
            }
        }
        double[] solution = new double[size];
        for (int k = size - 1; k >= 0; k--) {
            double sum = m[k][size];
            for (int column = k + 1; column < size; column++) {
                sum -= m[k][column] * solution[column];
            }
            solution[k] = sum / m[k][k];
        }
        return solution;
    }
}
