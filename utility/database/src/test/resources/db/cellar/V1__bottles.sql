CREATE TABLE bottle (number bigint PRIMARY KEY, label text NOT NULL);
